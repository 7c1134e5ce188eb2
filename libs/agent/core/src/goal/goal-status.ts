import type { ConversationRecord } from '@openhands-nest/agent-ports';
import { stateUpdate, type Change } from '../journal/draft.js';

/** Where the newest status is kept. */
const STATE_KEY = 'goal';

/** What the judge found. */
export interface GoalVerdict {
  /** From 0 to 1: how certain it is that the whole objective has been reached. */
  readonly score: number;
  readonly complete: boolean;
  /** What remains; empty when nothing does. */
  readonly missing: string;
}

/** How far a conversation has come with its goal, as clients are told. */
export interface GoalStatus {
  /** Whether somebody works on it now. */
  readonly active: boolean;
  readonly status: 'running' | 'complete' | 'capped' | 'interrupted';
  /** Audits so far. */
  readonly iteration: number;
  readonly max_iterations: number;
  readonly objective: string;
  readonly verdict: GoalVerdict | null;
}

/** The newest status; undefined when there was never a goal. */
export function goalOf({ agentState }: ConversationRecord): GoalStatus | undefined {
  return agentState[STATE_KEY] as GoalStatus | undefined;
}

export function goalChange({ agentState }: ConversationRecord, status: GoalStatus): Change {
  return { events: [stateUpdate('goal', status)], patch: { agentState: { ...agentState, [STATE_KEY]: status } } };
}

/** It can be resumed. */
export function interrupted(status: GoalStatus): GoalStatus {
  return { ...status, active: false, status: 'interrupted', verdict: null };
}

/** After one more audit. */
export function judged(status: GoalStatus, verdict: GoalVerdict): GoalStatus {
  const iteration = status.iteration + 1;
  if (verdict.complete) return { ...status, iteration, active: false, status: 'complete', verdict };
  if (iteration >= status.max_iterations) return { ...status, iteration, active: false, status: 'capped', verdict };
  return { ...status, iteration, verdict };
}
