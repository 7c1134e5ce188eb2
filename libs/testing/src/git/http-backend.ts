import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';

export interface BackendRequest {
  /** Directory above all repositories. */
  readonly root: string;
  /** Path below `root`, for example `/owner/name.git/info/refs`. */
  readonly path: string;
  readonly query: string;
}

/** Answers one request through git's own CGI program. Its body is piped as it comes, after `mayAnswer`. */
export async function serveByGit(
  target: BackendRequest,
  request: IncomingMessage,
  response: ServerResponse,
  mayAnswer: Promise<void>,
): Promise<void> {
  const child = spawn('git', ['http-backend'], {
    env: cgiEnvironment(target, request),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  // A client that hangs up must not leave its upload-pack behind.
  const gone = new AbortController();
  response.on('close', () => {
    child.kill();
    gone.abort();
  });
  request.pipe(child.stdin);
  // Read through a stream of our own: node drops what is left unread in a process's output when that process has ended.
  const output = child.stdout.pipe(new PassThrough());
  const headLines = await readHead(output);
  await Promise.race([mayAnswer, new Promise((resolve) => gone.signal.addEventListener('abort', resolve))]);
  if (gone.signal.aborted) return;
  response.writeHead(statusOf(headLines), headersOf(headLines));
  output.pipe(response);
}

function cgiEnvironment(target: BackendRequest, request: IncomingMessage): NodeJS.ProcessEnv {
  const header = (name: string): string => String(request.headers[name] ?? '');
  return {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_PROJECT_ROOT: target.root,
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROTOCOL: header('git-protocol'),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    REQUEST_METHOD: request.method ?? 'GET',
    PATH_INFO: target.path,
    QUERY_STRING: target.query,
    CONTENT_TYPE: header('content-type'),
    REMOTE_ADDR: '127.0.0.1',
  };
}

/** Reads the lines before the first empty one and leaves the rest in the stream. */
async function readHead(output: Readable): Promise<string[]> {
  let head = Buffer.alloc(0);
  while (true) {
    const chunk = output.read() as Buffer | null;
    if (chunk) head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end >= 0) {
      if (head.length > end + 4) output.unshift(head.subarray(end + 4));
      return head.subarray(0, end).toString('latin1').split('\r\n');
    }
    if (output.readableEnded || output.destroyed) return ['Status: 500 Internal Server Error'];
    if (!chunk) await new Promise<void>((resolve) => waitForMore(output, resolve));
  }
}

function waitForMore(output: Readable, wake: () => void): void {
  const done = (): void => {
    for (const event of ['readable', 'end', 'close']) output.off(event, done);
    wake();
  };
  for (const event of ['readable', 'end', 'close']) output.on(event, done);
}

function statusOf(lines: readonly string[]): number {
  const line = lines.find((text) => /^status:/i.test(text));
  return line ? Number.parseInt(line.slice('status:'.length), 10) : 200;
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const pairs = lines
    .filter((text) => !/^status:/i.test(text))
    .map((text) => text.split(/:\s*/, 2) as [string, string]);
  return Object.fromEntries(pairs);
}
