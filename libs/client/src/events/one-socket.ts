/** The part of a WebSocket that is used. Browsers, Node from version 22 and the package `ws` have it. */
export interface WebSocketLike {
  send(data: string): void;
  close(code?: number, reason?: string): void;
  // Each platform has event types of its own, none of which is assignable to another's.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: any) => void): void;
}

export type WebSocketConstructor = new (url: string, protocols: string) => WebSocketLike;

/** How a connection ended. */
export interface SocketEnd {
  readonly wasOpen: boolean;
  readonly code: number;
  readonly reason: string;
}

/** Codes with which we close a connection ourselves; browsers leave 4000 to 4999 to applications. */
export const OwnCode = { Done: 1000, Paused: 4500, Unreadable: 4501, Gap: 4502, Silent: 4503 } as const;

/** "No close frame came" of the WebSocket protocol. */
const ABNORMAL = 1006;

export interface SocketOptions {
  readonly url: string;
  readonly protocol: string;
  /** Sent as the first frame, so that it is in no URL and no log. */
  readonly apiKey: string | undefined;
  /** Milliseconds in which the connection must open. */
  readonly openMs: number;
  readonly onFrame: (data: unknown) => void;
}

/** One connection. Never throws: whatever goes wrong is its end. */
export class OneSocket {
  /** Resolves once; after that no frame comes any more. */
  readonly ended: Promise<SocketEnd>;
  #socket: WebSocketLike | undefined;
  #finish!: (end: SocketEnd) => void;
  #wasOpen = false;
  #isEnded = false;
  #openTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    WebSocket: WebSocketConstructor,
    private readonly options: SocketOptions,
  ) {
    this.ended = new Promise((resolve) => (this.#finish = resolve));
    this.#openTimer = setTimeout(() => this.close(OwnCode.Silent), options.openMs);
    try {
      this.#listen((this.#socket = new WebSocket(options.url, options.protocol)));
    } catch (error) {
      this.#end(ABNORMAL, String(error));
    }
  }

  /** Ends it at once, without waiting for the other side. */
  close(code: number = OwnCode.Done, reason = ''): void {
    this.#end(code, reason);
    this.#socket?.close(code, reason);
  }

  #listen(socket: WebSocketLike): void {
    socket.addEventListener('open', () => this.#opened());
    socket.addEventListener('message', ({ data }: { data: unknown }) => this.#received(data));
    socket.addEventListener('close', ({ code, reason }: { code: number; reason: string }) => this.#end(code, reason));
    // Says nothing that the close event does not, but must be heard: the package `ws` throws otherwise.
    socket.addEventListener('error', () => undefined);
  }

  #opened(): void {
    if (this.#isEnded) return;
    clearTimeout(this.#openTimer);
    this.#wasOpen = true;
    const { apiKey } = this.options;
    if (apiKey !== undefined) this.#socket?.send(JSON.stringify({ type: 'auth', session_api_key: apiKey }));
  }

  #received(data: unknown): void {
    if (!this.#isEnded) this.options.onFrame(data);
  }

  #end(code: number, reason: string): void {
    this.#isEnded = true;
    clearTimeout(this.#openTimer);
    this.#finish({ wasOpen: this.#wasOpen, code, reason });
  }
}
