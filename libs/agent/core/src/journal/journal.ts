import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import {
  LeaseLostError,
  type Clock,
  type ConversationPatch,
  type ConversationRecord,
  type EventLog,
  type Ids,
  type StoredEvent,
} from '@openhands-nest/agent-ports';
import { eventTimestamp } from '../time.js';
import { headIsEmpty } from '../view/branch.js';
import type { Change, EventDraft } from './draft.js';
import { Serial } from './serial.js';

/** Parent of the first event on a branch that was begun anew. */
const ROOT = '__root__';

/** Committed events with the objects they were made of. */
export interface Committed {
  readonly events: readonly ConversationEvent[];
  readonly stored: readonly StoredEvent[];
  readonly record: ConversationRecord;
}

export interface JournalDependencies {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * The one writer of a conversation. A command is a function that looks at the current record and decides, at once and without
 * waiting, what changes; the journal commits that before the next command decides. So commands never see half a change, and none
 * of them is ever held up by a model or a tool.
 */
export class Journal {
  private readonly serial = new Serial();
  private readonly listeners = new Set<(committed: Committed) => void>();
  private lastTimestamp = '';
  private userMessageSeq = 0;

  constructor(
    private current: ConversationRecord,
    private readonly fence: number,
    private readonly dependencies: JournalDependencies,
    private readonly onLeaseLost: () => void,
  ) {
    this.lastTimestamp = current.updatedAt?.slice(0, -1) ?? '';
  }

  get record(): ConversationRecord {
    return this.current;
  }

  /** Sequence number of the newest user message committed by this process; 0 before the first. */
  get lastUserMessageSeq(): number {
    return this.userMessageSeq;
  }

  /** Tells of every commit, in order and synchronously, once it is on disk. Returns how to stop listening. */
  listen(listener: (committed: Committed) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Resolves when what `decide` answered is on disk and published. `undefined` changes nothing.
   * @throws whatever `decide` throws, and LeaseLostError when another process has taken over
   */
  transact(decide: (record: ConversationRecord) => Change | undefined): Promise<Committed> {
    return this.serial.run(async () => {
      const change = decide(this.current);
      return change ? this.commit(change) : { events: [], stored: [], record: this.current };
    });
  }

  /** Resolves when all commands given so far have been committed. */
  async settled(): Promise<void> {
    await this.serial.idle();
  }

  private async commit(change: Change): Promise<Committed> {
    const { events, patch } = this.complete(change);
    const stored = await this.append(events, patch);
    if (change.patch?.leafEventId !== undefined) this.userMessageSeq = 0;
    this.current = { ...this.current, ...patch, lastSeq: stored.at(-1)?.seq ?? this.current.lastSeq };
    this.noteUserMessage(events, stored);
    const committed = { events, stored, record: this.current };
    for (const listener of this.listeners) listener(committed);
    return committed;
  }

  private async append(
    events: readonly ConversationEvent[],
    patch: ConversationPatch,
  ): Promise<readonly StoredEvent[]> {
    try {
      return await this.dependencies.log.append({ conversationId: this.current.id, fence: this.fence, events, patch });
    } catch (error) {
      if (error instanceof LeaseLostError) this.onLeaseLost();
      throw error;
    }
  }

  private complete(change: Change): { events: ConversationEvent[]; patch: ConversationPatch } {
    // A change may go back to another branch; its own events are the first on it.
    let leaf = change.patch?.leafEventId === undefined ? this.current.leafEventId : change.patch.leafEventId;
    let userMessage = this.current.lastUserMessageId;
    let updatedAt = this.current.updatedAt;
    const events = (change.events ?? []).map((draft) => {
      const event = this.place(draft, leaf);
      if (draft.kind === EventKind.StateUpdate) return event;
      leaf = event.id;
      updatedAt = `${event.timestamp}Z`;
      if (isUserMessage(event)) userMessage = event.id;
      return event;
    });
    const derived = { leafEventId: leaf, lastUserMessageId: userMessage, ...(updatedAt === null ? {} : { updatedAt }) };
    return { events, patch: { ...change.patch, ...derived } };
  }

  private place(draft: EventDraft, parent: string | null): ConversationEvent {
    // Clients order events by their timestamps, so a clock that steps back must not show.
    const now = eventTimestamp(this.dependencies.clock.now());
    this.lastTimestamp = now > this.lastTimestamp ? now : this.lastTimestamp;
    const id = draft.id ?? this.dependencies.ids.uuid();
    return {
      ...draft,
      id,
      timestamp: this.lastTimestamp,
      ...(parent === null ? this.rootMark() : { parent_id: parent }),
    };
  }

  /** The root of a further branch says so; that of the first says nothing. */
  private rootMark(): { parent_id?: string } {
    return headIsEmpty(this.current) ? { parent_id: ROOT } : {};
  }

  private noteUserMessage(events: readonly ConversationEvent[], stored: readonly StoredEvent[]): void {
    events.forEach((event, index) => {
      if (isUserMessage(event)) this.userMessageSeq = stored[index]?.seq ?? this.userMessageSeq;
    });
  }
}

function isUserMessage(event: ConversationEvent): boolean {
  return event.kind === EventKind.Message && event.source === EventSource.User;
}
