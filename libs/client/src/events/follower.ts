import { CloseCode } from '@openhands-nest/contracts/vocabulary';
import { Backoff, DEFAULT_BACKOFF } from '../backoff.js';
import { ConnectionError, isTransient, NotFoundError, OpenHandsError, UnauthorizedError } from '../errors.js';
import { delay } from '../timing.js';
import type { EventBuffer } from './event-buffer.js';
import type { EventsOptions } from './follow-options.js';
import { OneSocket, OwnCode, type SocketEnd, type WebSocketConstructor } from './one-socket.js';
import { readFrame, SEQUENCE_PROTOCOL, type ReceivedEvent } from './received-event.js';

const QUIET_MS = 30_000;
/** Connections in a row that do not open although HTTP works: something between does not let WebSockets through. */
const MAX_REFUSED_UPGRADES = 5;

/** How a follower reaches one conversation. */
export interface EventsEndpoint {
  readonly WebSocket: WebSocketConstructor;
  /** ws or wss, without a query. */
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly openMs: number;
  /** How many events the log holds, which is also the last one's sequence number. @throws what HTTP requests throw */
  readonly count: (signal: AbortSignal) => Promise<number>;
}

/** Follows a conversation over as many connections as it takes, and puts each event into the buffer exactly once, in order. */
export class Follower {
  #position: number;
  #isPositionKnown: boolean;
  #missingAfter: number | undefined;
  #isIncomplete = false;
  #refusedUpgrades = 0;
  #failures = 0;
  #hasHeard = false;
  readonly #backoff: Backoff;
  readonly #maxFailures: number;

  constructor(
    private readonly endpoint: EventsEndpoint,
    private readonly options: EventsOptions,
    private readonly buffer: EventBuffer<ReceivedEvent>,
    private readonly signal: AbortSignal,
  ) {
    const { after = 0, reconnect = true } = options;
    this.#position = after === 'now' ? 0 : after;
    this.#isPositionKnown = after !== 'now';
    const { maxAttempts, ...backoff } = typeof reconnect === 'object' ? reconnect : {};
    this.#backoff = new Backoff({ ...DEFAULT_BACKOFF, ...backoff });
    this.#maxFailures = reconnect === false ? 1 : (maxAttempts ?? Infinity);
  }

  /** Never resolves. @throws ApiError when the server will not serve this reader, ConnectionError, the signal's reason */
  async run(): Promise<never> {
    for (;;) {
      await this.buffer.room();
      this.signal.throwIfAborted();
      try {
        await this.#findPosition();
        this.#judge(await this.#connect());
      } catch (error) {
        if (!isTransient(error) || this.#isLastAttempt()) throw error;
        await delay(this.#backoff.next(), this.signal);
      }
    }
  }

  #isLastAttempt(): boolean {
    this.#failures += 1;
    return this.#failures >= this.#maxFailures || this.#refusedUpgrades >= MAX_REFUSED_UPGRADES;
  }

  async #findPosition(): Promise<void> {
    if (this.#isPositionKnown) return;
    this.#position = await this.endpoint.count(this.signal);
    this.#isPositionKnown = true;
  }

  /** One connection, to its end. */
  async #connect(): Promise<SocketEnd> {
    const { WebSocket, url, apiKey, openMs, count } = this.endpoint;
    const socket: OneSocket = new OneSocket(WebSocket, {
      url: `${url}?after_seq=${this.#position}`,
      protocol: SEQUENCE_PROTOCOL,
      apiKey,
      openMs,
      onFrame: (data) => this.#receive(data, socket),
    });
    const onAbort = (): void => socket.close();
    this.signal.addEventListener('abort', onAbort);
    const quiet = setInterval(() => void this.#checkSilence(socket), this.options.quietMs ?? QUIET_MS);
    const end = await socket.ended;
    clearInterval(quiet);
    this.signal.removeEventListener('abort', onAbort);
    this.signal.throwIfAborted();
    // A browser does not tell why a connection was refused. The same question over HTTP does.
    if (!end.wasOpen) await count(this.signal);
    this.#refusedUpgrades = end.wasOpen ? 0 : this.#refusedUpgrades + 1;
    return end;
  }

  /** Returns when the next connection may follow at once. */
  #judge({ code, reason, wasOpen }: SocketEnd): void {
    if (code === OwnCode.Paused) return;
    if (code === CloseCode.AuthenticationFailed) throw new UnauthorizedError(401, reason || 'Authentication failed');
    if (code === CloseCode.NotFound) throw new NotFoundError(404, reason || 'No such conversation');
    if (this.#isIncomplete) throw new OpenHandsError(`The server does not send event ${this.#position + 1}`);
    const what = wasOpen ? 'was lost' : 'could not be opened';
    throw new ConnectionError(`The WebSocket to ${this.endpoint.url} ${what} (code ${code}${reason && `: ${reason}`})`);
  }

  #receive(data: unknown, socket: OneSocket): void {
    this.#hasHeard = true;
    const received = readFrame(data);
    if (received === undefined) return socket.close(OwnCode.Unreadable, 'Unreadable frame');
    if (received.seq === undefined) this.#keepTransient(received);
    else if (received.seq === this.#position + 1) this.#keep(received, socket);
    else if (received.seq > this.#position) this.#missed(socket);
  }

  #keepTransient(received: ReceivedEvent): void {
    this.#connectionIsGood();
    if (this.options.transient) this.buffer.push(received);
  }

  #keep(received: ReceivedEvent, socket: OneSocket): void {
    this.#connectionIsGood();
    this.#position += 1;
    this.buffer.push(received);
    if (this.buffer.isFull) socket.close(OwnCode.Paused, 'Slow reader: will connect again');
  }

  /** Asks for what is missing on a new connection, but not twice: the log itself would have a gap then. */
  #missed(socket: OneSocket): void {
    this.#isIncomplete = this.#missingAfter === this.#position;
    this.#missingAfter = this.#position;
    socket.close(OwnCode.Gap, 'An event is missing');
  }

  #connectionIsGood(): void {
    this.#failures = 0;
    this.#backoff.reset();
  }

  /** A connection can die without a word. Its silence counts as death when the log has grown meanwhile, or cannot be read. */
  async #checkSilence(socket: OneSocket): Promise<void> {
    const before = this.#position;
    const wasHeard = this.#hasHeard;
    this.#hasHeard = false;
    if (wasHeard) return;
    const isBehind = await this.endpoint.count(this.signal).then(
      (count) => count > this.#position,
      () => true,
    );
    if (isBehind && this.#position === before) socket.close(OwnCode.Silent, 'Nothing came');
  }
}
