import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import type { AnyJson } from './any-json.js';

export interface SocketClient {
  readonly socket: WebSocket;
  /** The next frame, parsed. */
  next(): Promise<AnyJson>;
  /** The code with which the socket was closed. */
  closed(): Promise<number>;
}

/** A client of a WebSocket that loses no frame, however late a test asks for it. @param address with `http:` */
export function openSocketClient(address: string, protocol?: string, options: ClientOptions = {}): SocketClient {
  const url = address.replace('http', 'ws');
  const socket = protocol ? new WebSocket(url, protocol, options) : new WebSocket(url, options);
  const frames: AnyJson[] = [];
  const waiting: ((frame: AnyJson) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const frame: unknown = JSON.parse(data.toString());
    const waiter = waiting.shift();
    if (waiter) waiter(frame);
    else frames.push(frame);
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  closed.catch(() => undefined);
  socket.on('error', () => undefined);
  const next = (): Promise<AnyJson> =>
    frames.length > 0 ? Promise.resolve(frames.shift()) : new Promise((resolve) => waiting.push(resolve));
  return { socket, next, closed: () => closed };
}
