import type { RawData, WebSocket } from 'ws';
import { readClientFrame } from './client-frame.js';
import { toBuffer } from './events-connection.js';

/** Resolves with the key of the socket's first frame; undefined when that is anything else, or does not come in time. */
export function firstFrameKey(socket: WebSocket, waitMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const finish = (key: string | undefined): void => {
      clearTimeout(timer);
      socket.off('message', onMessage).off('close', onClose);
      resolve(key);
    };
    const onMessage = (data: RawData): void => finish(keyOf(data));
    const onClose = (): void => finish(undefined);
    const timer = setTimeout(onClose, waitMs);
    socket.on('message', onMessage).on('close', onClose);
  });
}

function keyOf(data: RawData): string | undefined {
  try {
    const frame = readClientFrame(toBuffer(data));
    return frame.kind === 'auth' ? frame.key : undefined;
  } catch {
    return undefined;
  }
}
