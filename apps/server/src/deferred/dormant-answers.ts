import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { InitStatus } from '@openhands-nest/contracts/agent-server';
import { serverInfo } from '../agent-server-api/server-details/server-info.js';
import { HttpProblem, InvalidInputError } from '../http/problems.js';
import { AGENT_SERVER_PREFIX } from '../surfaces.js';

/** Bytes of a request to wake up. */
const MAX_BYTES = 1024 * 1024;

export interface DormantAnswers {
  readonly status: () => InitStatus;
  /** Whether the caller may wake the server up. @throws HttpProblem */
  readonly admit: (request: IncomingMessage) => void;
  /** @throws HttpProblem, InvalidInputError */
  readonly initialize: (body: unknown) => Promise<InitStatus>;
}

/** The OpenHands API of a server that waits: signs of life only, and the Agent Server below its prefix. */
export function appAnswers(answers: DormantAnswers): RequestListener {
  const agentServer = agentServerAnswers(answers);
  return (request, response) => {
    const path = pathOf(request);
    if (path === AGENT_SERVER_PREFIX || path.startsWith(`${AGENT_SERVER_PREFIX}/`)) {
      request.url = request.url?.slice(AGENT_SERVER_PREFIX.length) || '/';
      return agentServer(request, response);
    }
    if (path === '/alive') return send(response, 200, { status: 'ok' });
    if (path === '/health') return void response.writeHead(200, { 'content-type': 'text/plain' }).end('OK');
    return waits(response, answers.status());
  };
}

export function agentServerAnswers(answers: DormantAnswers): RequestListener {
  return (request, response) => {
    const path = pathOf(request);
    if (request.method === 'POST' && path === '/api/init') return void wake(answers, request, response);
    if (request.method !== 'GET') return waits(response, answers.status());
    switch (path) {
      case '/api/init':
        return send(response, 200, answers.status());
      case '/alive':
      case '/health':
        return send(response, 200, { status: 'ok' });
      case '/ready':
        return send(response, 200, { status: 'ready' });
      case '/':
      case '/server_info':
        return send(response, 200, serverInfo(process.uptime()));
      default:
        return waits(response, answers.status());
    }
  };
}

async function wake(answers: DormantAnswers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    answers.admit(request);
    send(response, 200, await answers.initialize(await jsonOf(request)));
  } catch (error) {
    if (error instanceof HttpProblem) return send(response, error.status, error.body);
    if (error instanceof InvalidInputError) return send(response, 422, { detail: error.issues });
    send(response, 500, { detail: error instanceof Error ? error.message : String(error) });
  }
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MAX_BYTES) throw new HttpProblem(413, { detail: `A request may have at most ${MAX_BYTES} bytes.` });
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8')) as unknown;
  } catch {
    throw new InvalidInputError([{ type: 'json_invalid', loc: ['body'], msg: 'JSON decode error', input: null }]);
  }
}

function waits(response: ServerResponse, { state }: InitStatus): void {
  const detail = `server is in deferred-init state '${state}'; call POST /api/init first`;
  response.setHeader('retry-after', '1');
  send(response, 503, { detail });
}

function send(response: ServerResponse, status: number, body: object | string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}
