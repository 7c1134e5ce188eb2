import { once } from 'node:events';
import { WebSocket } from 'ws';

/** An event with its place in the log; snapshots have none. */
export interface NumberedEvent {
  readonly seq: number | null;
  readonly event: Readonly<Record<string, unknown>> & { readonly id: string };
}

const SEQUENCE_PROTOCOL = 'openhands-nest.seq';

/** Opens an events socket whose frames are handled as text; resolves once it is open. */
export async function openStream(url: string, onText: (text: string) => void): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('message', (data: Buffer) => onText(data.toString()));
  await once(socket, 'open');
  return socket;
}

/** The same with the place of each event. */
export async function openNumberedStream(
  url: string,
  onEvent: (event: NumberedEvent, socket: WebSocket) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(url, [SEQUENCE_PROTOCOL], { perMessageDeflate: false });
  socket.on('message', (data: Buffer) => onEvent(JSON.parse(data.toString()) as NumberedEvent, socket));
  await once(socket, 'open');
  return socket;
}

/** Opens a socket and resolves with it when `count` stored events have come. */
export function untilEvents(
  url: string,
  count: number,
  onEvent: (event: NumberedEvent) => void = () => undefined,
): Promise<WebSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<WebSocket>();
  let seen = 0;
  openNumberedStream(url, (event, socket) => {
    if (event.seq === null) return;
    onEvent(event);
    seen += 1;
    if (seen === count) resolve(socket);
  }).catch(reject);
  return promise;
}
