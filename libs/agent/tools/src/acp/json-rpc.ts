import type { Program } from '@openhands-nest/agent-ports';
import { LineSplitter } from '../mcp/line-splitter.js';

/** Bytes of one message: programs send whole files in one. */
const MAX_MESSAGE = 64 * 1024 * 1024;
const METHOD_NOT_FOUND = -32_601;
const INTERNAL_ERROR = -32_603;

export type Json = Readonly<Record<string, unknown>>;

/** The other side has answered a request with an error. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  constructor(
    readonly code: number,
    message: string,
    readonly data?: unknown,
  ) {
    super(message);
  }
}

/** The other side cannot be reached any more. */
export class RpcClosedError extends Error {
  override readonly name = 'RpcClosedError';
}

/** What the other side asks for, by method. What is thrown becomes the answer. */
export interface RpcPeer {
  request(method: string, params: Json): Promise<unknown>;
  notify(method: string, params: Json): void;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** JSON-RPC 2.0 with a program: one message per line, both ways. Lines that are no messages are passed over. */
export class JsonRpc {
  private readonly lines = new LineSplitter(MAX_MESSAGE);
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private closed: RpcClosedError | undefined;

  constructor(
    private readonly program: Program,
    private readonly peer: RpcPeer,
  ) {
    program.onOutput((bytes) => this.take(bytes));
    void program.ended.then(({ exitCode }) => this.close(endOf(exitCode)));
  }

  get isOpen(): boolean {
    return this.closed === undefined;
  }

  /** @throws RpcError, RpcClosedError */
  request(method: string, params: Json): Promise<Json> {
    if (this.closed) return Promise.reject(this.closed);
    const id = (this.lastId += 1);
    const answer = new Promise<unknown>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.send({ id, method, params });
    return answer.then((result) => objectOf(result) ?? {});
  }

  notify(method: string, params: Json): void {
    if (!this.closed) this.send({ method, params });
  }

  private send(message: Json): void {
    // Who has asked learns of the end from the end itself.
    this.program.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).catch(() => undefined);
  }

  private take(bytes: Buffer): void {
    if (this.closed) return;
    try {
      for (const line of this.lines.take(bytes)) this.read(line);
    } catch (error) {
      this.close((error as Error).message);
      void this.program.kill();
    }
  }

  private read(line: string): void {
    const message = messageIn(line);
    if (!message) return;
    const { id, method } = message;
    const params = objectOf(message['params']) ?? {};
    if (typeof method !== 'string') this.settle(message);
    else if (id === undefined || id === null) this.peer.notify(method, params);
    else void this.answer(id, method, params);
  }

  private async answer(id: unknown, method: string, params: Json): Promise<void> {
    try {
      this.send({ id, result: (await this.peer.request(method, params)) ?? null });
    } catch (error) {
      this.send({ id, error: errorBody(error) });
    }
  }

  private settle({ id, error, result }: Json): void {
    const waiting = typeof id === 'number' ? this.waiting.get(id) : undefined;
    if (!waiting) return;
    this.waiting.delete(id as number);
    if (error === undefined || error === null) waiting.resolve(result);
    else waiting.reject(errorOf(error));
  }

  private close(reason: string): void {
    if (this.closed) return;
    this.closed = new RpcClosedError(reason);
    for (const { reject } of this.waiting.values()) reject(this.closed);
    this.waiting.clear();
  }
}

export function methodNotFound(method: string): RpcError {
  return new RpcError(METHOD_NOT_FOUND, `Method not found: ${method}`);
}

export function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function endOf(exitCode: number | null): string {
  return exitCode === null ? 'it was ended by a signal' : `it ended with the code ${exitCode}`;
}

function messageIn(line: string): Json | undefined {
  try {
    const message = objectOf(JSON.parse(line));
    return message?.['jsonrpc'] === '2.0' ? message : undefined;
  } catch {
    return undefined;
  }
}

function errorOf(error: unknown): RpcError {
  const { code, message, data } = objectOf(error) ?? {};
  return new RpcError(
    typeof code === 'number' ? code : INTERNAL_ERROR,
    typeof message === 'string' ? message : 'The program gave no reason.',
    data,
  );
}

function errorBody(error: unknown): Json {
  if (error instanceof RpcError) return { code: error.code, message: error.message };
  return { code: INTERNAL_ERROR, message: error instanceof Error ? error.message : String(error) };
}
