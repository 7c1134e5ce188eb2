import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface AskedJudge {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a judge says: an answer with status 200, or another status. */
export type Judgement = Readonly<Record<string, unknown>> | number;

/**
 * A service on loopback that judges what it is sent: conversations as one text below `/classify`, as vLLM does, and messages below
 * `/monitor`, as Gray Swan does. It wants its key, and refuses what is no such question.
 */
export class FakeJudgeServer {
  /** Questions that came with the key. */
  readonly asked: AskedJudge[] = [];

  private constructor(
    private readonly key: string,
    private readonly judge: (asked: AskedJudge, number: number) => Judgement,
    private readonly server: Server,
  ) {}

  /** @param judge is told how many questions there have been, this one among them */
  static async start(key: string, judge: (asked: AskedJudge, number: number) => Judgement): Promise<FakeJudgeServer> {
    const server = createServer();
    const fake = new FakeJudgeServer(key, judge, server);
    server.on('request', (request, response) => {
      fake.handle(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await text(request)) as AskedJudge['body'];
    if (request.headers.authorization !== `Bearer ${this.key}`) return answer(response, 401);
    const path = request.url ?? '/';
    if (!isQuestion(path, body)) return answer(response, 422);
    const asked = { path, body };
    this.asked.push(asked);
    answer(response, this.judge(asked, this.asked.length));
  }
}

function isQuestion(path: string, body: AskedJudge['body']): boolean {
  if (path === '/classify') return typeof body.model === 'string' && typeof body.input === 'string';
  if (path !== '/monitor' || typeof body.policy_id !== 'string' || !Array.isArray(body.messages)) return false;
  return (body.messages as readonly { readonly role?: unknown }[])[0]?.role === 'system';
}

function answer(response: ServerResponse, judgement: Judgement): void {
  const [status, body] = typeof judgement === 'number' ? [judgement, {}] : [200, judgement];
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
