import { once } from 'node:events';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { AnyJson } from '../../../__fixtures__/any-json.js';

/** A client as the frontend of 0.53 is one. */
export class AppClient {
  readonly received: AnyJson[] = [];
  readonly #waiting = new Set<() => void>();

  private constructor(readonly socket: Socket) {
    socket.on('oh_event', (message: AnyJson) => {
      this.received.push(message);
      for (const wake of this.#waiting) wake();
    });
  }

  static open(
    url: string,
    query: Readonly<Record<string, string>>,
    options: Partial<ManagerOptions & SocketOptions> = {},
  ): AppClient {
    return new AppClient(
      io(url, { query: { ...query }, transports: ['websocket'], forceNew: true, reconnection: false, ...options }),
    );
  }

  /** Resolves with the reason when the server ends the connection, or with the refusal. */
  async refused(): Promise<AnyJson> {
    return new Promise((resolve) => this.socket.once('connect_error', resolve));
  }

  async disconnected(): Promise<string> {
    return new Promise((resolve) => this.socket.once('disconnect', resolve));
  }

  /** Resolves once the messages so far meet the condition. */
  async until(condition: (received: readonly AnyJson[]) => boolean): Promise<readonly AnyJson[]> {
    while (!condition(this.received)) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
    return this.received;
  }

  untilState(state: string): Promise<readonly AnyJson[]> {
    return this.until((received) => statesIn(received).at(-1) === state);
  }

  async connected(): Promise<void> {
    if (!this.socket.connected) await once(this.socket as never, 'connect');
  }

  say(content: string): void {
    this.act('message', { content, image_urls: [], file_urls: [], timestamp: '2026-03-02T09:16:00.000Z' });
  }

  act(action: string, args: object): void {
    this.socket.emit('oh_user_action', { action, args });
  }

  close(): void {
    this.socket.disconnect();
  }
}

export function statesIn(received: readonly AnyJson[]): string[] {
  return received.flatMap((message) =>
    message.observation === 'agent_state_changed' ? [message.extras.agent_state as string] : [],
  );
}

export function idsIn(received: readonly AnyJson[]): number[] {
  return received.flatMap((message) => (typeof message.id === 'number' ? [message.id as number] : []));
}
