import type { ConfirmationPolicySpec } from '@openhands-nest/agent-ports';
import type { Action } from '@openhands-nest/contracts/events';
import type { Json, LegacyDraft } from './legacy-event.js';
import type { DueRecall, ProjectionContext } from './recall.js';

/** A call of the newest model reply, for the answer that will come. */
export interface OpenCall {
  /** Id of the event of 0.53 that it became; undefined when it became none, or none yet. */
  readonly id: number | undefined;
  readonly metadata: Json;
  readonly action: Action | undefined;
  /** What it is shown as, for one that a person may have to approve. */
  readonly shown?: LegacyDraft;
  /** Whether it has not been shown yet: see held-calls. */
  readonly isHeld?: boolean;
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
  /** Which calls a person must approve, and whether an analyzer rates them. */
  confirmation: ConfirmationPolicySpec;
  isAnalyzed: boolean;
  /** Whether calls wait for approval. */
  isWaiting: boolean;
  /** Why the last run failed. */
  failure: string;
}

export function initialState({ confirmation, isAnalyzed }: ProjectionContext): ProjectionState {
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
    confirmation,
    isAnalyzed,
    isWaiting: false,
    failure: '',
  };
}
