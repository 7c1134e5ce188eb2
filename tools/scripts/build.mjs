import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ENVIRONMENT, WORKSPACE } from './workspace.mjs';

/** Milliseconds after which a person should know what they are waiting for. */
const PATIENCE = 2_000;

/** Builds a project and what it needs, from the cache where possible. Output is shown only when the build fails. */
export async function build(project) {
  const nx = spawn('nx', ['build', project, '--outputStyle=static'], { cwd: WORKSPACE, env: ENVIRONMENT });
  const output = [];
  nx.stdout.on('data', (chunk) => output.push(chunk));
  nx.stderr.on('data', (chunk) => output.push(chunk));
  const notice = setTimeout(() => console.error(`Building ${project} …`), PATIENCE);

  const [code, signal] = await once(nx, 'close');
  clearTimeout(notice);
  if (code === 0) return;

  process.stderr.write(Buffer.concat(output));
  console.error(signal ? `Building ${project} was interrupted.` : `Building ${project} failed: see above.`);
  process.exit(code ?? 130);
}
