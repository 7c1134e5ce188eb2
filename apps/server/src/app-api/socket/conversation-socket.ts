import type { Socket } from 'socket.io';
import type { Engine, EventReader, Frame } from '@openhands-nest/agent-core';
import type { ConversationRecord, Logger } from '@openhands-nest/agent-ports';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { answerTo } from '../../http/problem-answers.js';
import { projectionContext } from '../events/projection-context.js';
import { Projection } from '../events/projection/projection.js';
import type { UserTerminal } from '../terminal/user-terminal.js';
import { carryOut } from './carry-out.js';
import { readClientAction, type ClientCommand } from './client-action.js';
import { Outgoing } from './outgoing.js';
import { EVENT, SocketPump } from './socket-pump.js';
import { progressUpdate, titleUpdate } from './status-updates.js';

/** Milliseconds after which a client is admitted although the replay goes on: it must not take the server for dead. */
const REPLAY_MS = 10_000;
/** Names under which clients send: the current one and the older one. */
const CLIENT_EVENTS = ['oh_user_action', 'oh_action'];

export interface ConversationSocketOptions {
  readonly socket: Socket;
  readonly engine: Engine;
  readonly logger: Logger;
  readonly terminal: Pick<UserTerminal, 'run'>;
  readonly reader: EventReader;
  /** The conversation when the socket was opened. */
  readonly record: ConversationRecord;
  readonly latestEventId: number;
  readonly stateSeq: number;
}

/** One client of one conversation, from its admission to its end. */
export class ConversationSocket {
  readonly #pump: SocketPump;
  /** Commands of one client are carried out in the order in which they came. */
  #commands: Promise<void> = Promise.resolve();
  #title: string | null;

  constructor(private readonly options: ConversationSocketOptions) {
    const { socket, reader, record, latestEventId, stateSeq } = options;
    this.#title = record.title;
    const wanted = { latestEventId, tailSeq: record.lastSeq, stateSeq };
    this.#pump = new SocketPump({
      socket,
      reader,
      outgoing: new Outgoing(new Projection(projectionContext(record)), wanted),
      tailSeq: record.lastSeq,
      onSent: (frame) => void this.#noteSent(frame),
      onFailure: (error) => this.#fail(error),
    });
  }

  /**
   * Hands over what has happened so far. A client that does not count as connected yet gets all of that at once, and shows a long
   * conversation in one go instead of event by event.
   */
  async replay(): Promise<void> {
    const { socket, reader } = this.options;
    reader.onEnd(() => (socket.connected ? socket.disconnect(true) : socket.conn.close()));
    reader.onProgress((progress) => socket.emit(EVENT, progressUpdate(progress)));
    // A peer may leave before it is admitted, and then no other event of the socket says so.
    socket.conn.once('close', () => this.#pump.close());
    if (socket.conn.readyState !== 'open') return this.#pump.close();
    this.#pump.start();
    const { promise: inTime, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, REPLAY_MS);
    await Promise.race([this.#pump.replayed, inTime]);
    clearTimeout(timer);
  }

  /** Takes commands from now on. */
  open(): void {
    const { socket } = this.options;
    socket.on('disconnect', () => this.#pump.close());
    for (const name of CLIENT_EVENTS) {
      socket.on(name, (value: unknown) => (this.#commands = this.#commands.then(() => this.#receive(value))));
    }
  }

  /** Never rejects: the sender is told what was wrong. */
  async #receive(value: unknown): Promise<void> {
    try {
      await this.#carryOut(readClientAction(value));
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Nothing that a client wants waits for a command that it typed. */
  async #carryOut(command: ClientCommand): Promise<void> {
    const { engine, record, terminal } = this.options;
    if (command.kind !== 'command') return carryOut(engine, record.id, command);
    terminal.run(command.command).catch((error: unknown) => this.#refuse(error));
  }

  #refuse(error: unknown): void {
    const isForeseen = answerTo(error) !== undefined;
    if (!isForeseen) this.#log('A message over a socket failed', error);
    const message = isForeseen && error instanceof Error ? error.message : 'Internal Server Error';
    this.options.socket.emit(EVENT, { error: true, message });
  }

  /** No event of the log tells of a title: the first message gives one, and a state follows when the model has found a better one. */
  async #noteSent(frame: Frame): Promise<void> {
    const { engine, socket, record } = this.options;
    if (!mayBringTitle(frame, record.lastSeq)) return;
    const title = (await engine.find(record.id))?.record.title ?? null;
    if (title === null || this.#title === title) return;
    this.#title = title;
    socket.emit(EVENT, titleUpdate(record.id, title));
  }

  #fail(error: unknown): void {
    this.#log('A socket failed', error);
    this.options.socket.disconnect(true);
  }

  #log(message: string, error: unknown): void {
    const stack = error instanceof Error ? error.stack : String(error);
    this.options.logger.error(message, { conversationId: this.options.record.id, stack });
  }
}

/** A new message of a person, or a state that is never stored. */
function mayBringTitle({ kind, json, seq }: Frame, lastSeq: number): boolean {
  if (kind === EventKind.StateUpdate) return seq === undefined;
  if (kind !== EventKind.Message || (seq ?? 0) <= lastSeq) return false;
  return (JSON.parse(json) as { source: string }).source === EventSource.User;
}
