import type { Action } from '@openhands-nest/contracts/events';
import type { Json, LegacyDraft } from './legacy-event.js';
import type { DueRecall } from './recall.js';

/** A call of the newest model reply, for the answer that will come. */
export interface OpenCall {
  /** Id of the event of 0.53 that it became; undefined when it became none. */
  readonly id: number | undefined;
  readonly metadata: Json;
  readonly action: Action | undefined;
  /** What it was shown as, for a command. */
  readonly command?: LegacyDraft;
}

/** What the projection has to know of the log so far. */
export interface ProjectionState {
  /** By the id of the tool call. */
  calls: Map<string, OpenCall>;
  responseId: string | undefined;
  /** Totals of the conversation, as 0.53 shows them; undefined before the first model reply. */
  metrics: Json | undefined;
  model: string;
  isFirstMessage: boolean;
  /** Id of the newest question for knowledge. */
  recallId: number | undefined;
  /** The first question, as long as it has no answer. */
  due: DueRecall | undefined;
  /** The part of the newest system prompt that differs between conversations. */
  prompt: string;
  awaitsAnswer: boolean;
  wasCutOff: boolean;
  /** Whether calls wait for approval. */
  isWaiting: boolean;
  /** Why the last run failed. */
  failure: string;
}

export function initialState(): ProjectionState {
  return {
    calls: new Map(),
    responseId: undefined,
    metrics: undefined,
    model: '',
    isFirstMessage: true,
    recallId: undefined,
    due: undefined,
    prompt: '',
    awaitsAnswer: false,
    wasCutOff: false,
    isWaiting: false,
    failure: '',
  };
}
