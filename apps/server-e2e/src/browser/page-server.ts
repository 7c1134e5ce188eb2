import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PROGRAM = fileURLToPath(new URL('page-program.ts', import.meta.url));
const PAGE =
  '<!doctype html><meta charset="utf-8"><title>Page</title><script type="module" src="/program.js"></script>';

/** A site of its own on a free port of loopback: one page with the bundled client. */
export interface PageServer {
  readonly origin: string;
  close(): Promise<void>;
}

export async function servePage(): Promise<PageServer> {
  const program = await bundleProgram();
  const server = createServer((request, response) => {
    const isProgram = request.url === '/program.js';
    response.writeHead(200, { 'content-type': isProgram ? 'text/javascript' : 'text/html' });
    response.end(isProgram ? program : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function bundleProgram(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [PROGRAM],
    conditions: ['@openhands-nest/source'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
