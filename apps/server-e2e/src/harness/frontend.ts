import { io, type Socket } from 'socket.io-client';

/** A message of the server to the frontend: an event of 0.53, a status or an error. */
export interface FrontendMessage {
  /** Number of an event; a status has a name. */
  readonly id?: number | string;
  readonly action?: string;
  readonly observation?: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly extras?: Readonly<Record<string, unknown>>;
  readonly content?: string;
  readonly cause?: number;
  readonly conversation_title?: string;
}

/** What the web frontend of OpenHands 0.53 does: one socket for one conversation. */
export class Frontend {
  readonly received: FrontendMessage[] = [];
  readonly #socket: Socket;
  #wake: () => void = () => undefined;

  constructor(url: string, conversationId: string, latestEventId = -1) {
    this.#socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      query: {
        latest_event_id: String(latestEventId),
        conversation_id: conversationId,
        providers_set: 'github',
        session_api_key: 'null',
      },
    });
    this.#socket.on('oh_event', (message: FrontendMessage) => {
      this.received.push(message);
      this.#wake();
    });
  }

  get ids(): number[] {
    return this.received.flatMap(({ id }) => (typeof id === 'number' ? [id] : []));
  }

  get states(): unknown[] {
    return this.received.flatMap(({ observation, extras }) =>
      observation === 'agent_state_changed' ? [extras?.['agent_state']] : [],
    );
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** Resolves when this is the newest state. */
  untilState(state: string): Promise<void> {
    return this.until(() => this.states.at(-1) === state);
  }

  /** Resolves with the reason when the connection ends. */
  ended(): Promise<string> {
    return new Promise((resolve) => this.#socket.once('disconnect', resolve));
  }

  act(action: string, args: object): void {
    this.#socket.emit('oh_user_action', { action, args });
  }

  close(): void {
    this.#socket.disconnect();
  }
}
