import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { legacyId, seqOf } from '../events/projection/event-ids.js';
import { isRecall, isStateChange, type LegacyEvent } from '../events/projection/legacy-event.js';
import type { LoggedEvent, Projection } from '../events/projection/projection.js';
import { failureStatus } from '../events/projection/failure-status.js';

/** Which part of a conversation's events a socket is to get. */
export interface Wanted {
  /** Events with this id and smaller ones are known to the client. */
  readonly latestEventId: number;
  /** Newest event of the log when the socket was opened: up to here it is a replay. */
  readonly tailSeq: number;
  /** The event up to `tailSeq` that tells the agent's state; older ones are outdated. */
  readonly stateSeq: number;
}

/** Chooses and shapes what goes over one socket: a replay of what the client lacks, then what happens. */
export class Outgoing {
  constructor(
    private readonly projection: Projection,
    private readonly wanted: Wanted,
  ) {}

  /** What stands before the log. Comes first. */
  opening(): readonly object[] {
    const state = legacyId(0, 1);
    return this.projection
      .opening()
      .filter((event) => event.id === state && this.wanted.stateSeq === 0 && this.#lacks(event));
  }

  /** Messages that the next event of the log becomes. */
  next(logged: LoggedEvent): readonly object[] {
    const { latestEventId, tailSeq } = this.wanted;
    if (logged.seq < seqOf(latestEventId)) {
      this.projection.skip(logged);
      return [];
    }
    const events = this.projection.next(logged).filter((event) => this.#lacks(event));
    return logged.seq <= tailSeq ? events.filter((event) => this.#isReplayed(event)) : live(logged, events);
  }

  #lacks({ id }: LegacyEvent): boolean {
    return id > this.wanted.latestEventId;
  }

  /** Only the newest state counts, and an old question for context is answered by its observation. */
  #isReplayed(event: LegacyEvent): boolean {
    if (isStateChange(event)) return seqOf(event.id) === this.wanted.stateSeq;
    return !isRecall(event);
  }
}

/** Of what happens now clients expect no events of the environment: they show those as the agent's. */
function live({ kind, json }: LoggedEvent, events: readonly LegacyEvent[]): readonly object[] {
  const shown = events.map((event) => (event.source === 'environment' ? { ...event, source: 'agent' } : event));
  return kind === EventKind.ConversationError ? [failureUpdate(json), ...shown] : shown;
}

/** Raises the banner of the frontend. */
function failureUpdate(json: string): object {
  const { code, detail } = JSON.parse(json) as { code: string; detail: string };
  return { status_update: true, type: 'error', id: failureStatus(code), message: detail };
}
