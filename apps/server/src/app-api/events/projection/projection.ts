import type { ConversationEvent } from '@openhands-nest/contracts/events';
import type { EventKind } from '@openhands-nest/contracts/vocabulary';
import { AgentState, stateChanged } from './agent-state.js';
import { legacyId } from './event-ids.js';
import { holdsCalls } from './held-calls.js';
import { numbered, type LegacyEvent } from './legacy-event.js';
import { projectEvent, REMEMBERED_KINDS } from './project-event.js';
import { initialState, type ProjectionState } from './projection-state.js';
import type { ProjectionContext } from './recall.js';

/** An event of the log, as readers and pages hand it out. */
export interface LoggedEvent {
  readonly seq: number;
  readonly kind: EventKind;
  readonly json: string;
}

/**
 * A conversation's log as OpenHands 0.53 would have written it: its events are given in order, from the first on, and what
 * comes out depends on nothing but the log (and what a conversation was created with). See {@link legacyId} for the numbering.
 */
export class Projection {
  readonly #state: ProjectionState;

  constructor(private readonly context: ProjectionContext) {
    this.#state = initialState(context);
  }

  /** What stands before the first event of the log; comes first. */
  opening(): readonly LegacyEvent[] {
    const time = this.context.createdAt.replace(/Z$/, '');
    return [AgentState.Loading, AgentState.AwaitingUserInput].map((state, place) =>
      numbered(stateChanged(state), legacyId(0, place), time),
    );
  }

  /** The events that the next one of the log becomes. */
  next({ seq, json }: LoggedEvent): readonly LegacyEvent[] {
    const event = JSON.parse(json) as ConversationEvent;
    const drafts = projectEvent(event, { state: this.#state, context: this.context, seq });
    return drafts.map((draft, place) => numbered(draft, legacyId(seq, place), event.timestamp));
  }

  /** Takes the next one of the log into account, for what follows it: much cheaper than {@link next} for large ones. */
  skip(logged: LoggedEvent): void {
    if (REMEMBERED_KINDS.has(logged.kind) || holdsCalls(this.#state)) this.next(logged);
  }
}
