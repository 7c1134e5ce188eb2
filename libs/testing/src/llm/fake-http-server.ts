import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeRequest, FakeScript, FakeTurn } from './fake-turn.js';

/** A server on a free port of the loopback interface that plays a script and remembers what it was asked. */
export abstract class FakeHttpServer {
  /** Every model request in order. */
  readonly requests: FakeRequest[] = [];
  /** Addresses that were asked although there is nothing. */
  readonly missed: string[] = [];
  private readonly turns: FakeTurn[] = [];
  private readonly decide: ((request: FakeRequest) => FakeTurn | Promise<FakeTurn>) | undefined;
  private readonly server: Server;

  constructor(script: FakeScript = []) {
    if (typeof script === 'function') this.decide = script;
    else this.turns.push(...script);
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  /** Path under which the API lives, for example `/v1`. */
  protected abstract readonly prefix: string;
  /** Answers what is no model request (a model list …) and returns true, or returns false. */
  protected abstract serve(path: string, response: ServerResponse): boolean;
  /** Whether there is anything at this address; where there is nothing, no turn is used up. */
  protected knows(_path: string): boolean {
    return true;
  }
  protected abstract answer(turn: FakeTurn, request: FakeRequest, response: ServerResponse): Promise<void>;

  /** Where the API answers, as a client is configured with it. Known once the server has started. */
  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.prefix}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  /** Adds turns to the end of the script. */
  push(...turns: readonly FakeTurn[]): void {
    this.turns.push(...turns);
  }

  /** Breaks what is open, stalled replies too. */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = incoming.url ?? '/';
    const text = await readBody(incoming);
    if (incoming.method === 'GET') {
      if (!this.serve(path, response)) response.writeHead(404).end();
      return;
    }
    if (!this.knows(path)) {
      this.missed.push(path);
      return void response.writeHead(404).end();
    }
    const request: FakeRequest = {
      number: this.requests.length + 1,
      method: incoming.method ?? 'POST',
      path,
      headers: incoming.headers,
      body: text === '' ? {} : JSON.parse(text),
    };
    this.requests.push(request);
    await this.answer(await this.nextTurn(request), request, response);
  }

  private async nextTurn(request: FakeRequest): Promise<FakeTurn> {
    const next = this.turns.shift();
    if (next) return next;
    if (this.decide) return this.decide(request);
    return {
      status: 400,
      body: { error: { message: `The script has no turn for request ${request.number}.`, type: 'script_exhausted' } },
    };
  }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
