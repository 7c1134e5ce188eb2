import { request as ask, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { IngressError } from './ingress-error.js';
import type { Upstream } from './pass-request.js';
import { passedHeaders } from './passed-headers.js';

/** A socket that a browser wants to open. */
export interface WantedSocket {
  readonly request: IncomingMessage;
  readonly connection: Duplex;
  /** What came behind the request already. */
  readonly head: Buffer;
}

/**
 * Connects a browser's WebSocket with a program's, until one of them ends or the signal comes. Resolves when they are connected.
 * @throws IngressError 502 when the program opens none
 */
export function passSocket(wanted: WantedSocket, upstream: Upstream, over: AbortSignal): Promise<void> {
  const { request, connection, head } = wanted;
  return new Promise((resolve, reject) => {
    const headers = { ...passedHeaders(request.headers), connection: 'Upgrade', upgrade: 'websocket' };
    const onward = ask({ host: '127.0.0.1', ...upstream, headers, agent: false });
    const refused = (): void => reject(new IngressError(502, 'The program of the extension opens no socket there.'));
    connection.once('close', () => onward.destroy());
    onward.on('error', refused);
    onward.on('response', (answer) => {
      answer.destroy();
      refused();
    });
    onward.on('upgrade', (answer, other, rest) => {
      connection.write(headOf(answer));
      connection.write(rest);
      other.write(head);
      join(connection, other, over);
      resolve();
    });
    onward.end();
  });
}

function join(one: Duplex, other: Duplex, over: AbortSignal): void {
  const cut = (): void => {
    over.removeEventListener('abort', cut);
    one.destroy();
    other.destroy();
  };
  for (const side of [one, other]) {
    side.on('error', cut);
    side.once('close', cut);
  }
  if (over.aborted) return cut();
  over.addEventListener('abort', cut);
  one.pipe(other);
  other.pipe(one);
}

function headOf({ headers }: IncomingMessage): string {
  const lines = Object.entries(passedHeaders(headers)).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  return `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${lines.join('')}\r\n`;
}
