import { fetchCanvas } from './fetch-canvas.js';
import { serveCanvas } from './serve-canvas.js';

const DEFAULT_PORT = 3001;

/** Shows the published GUI to a person, until Ctrl-C. The person tells it in its first form where the server is. */
const port = Number(process.env['CANVAS_PORT'] ?? DEFAULT_PORT);
const agentServerPort = process.env['AGENT_SERVER_PORT'] ?? '8000';
try {
  const { version, pages } = await fetchCanvas();
  const { origin } = await serveCanvas(pages, port);
  console.log(`Agent Canvas ${version}   ${origin}`);
  console.log(`Start the server beside it (npm start) and add it as a backend: http://127.0.0.1:${agentServerPort}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error('The GUI is fetched from npm: it needs the network the first time. CANVAS_PORT names another port.');
  process.exitCode = 1;
}
