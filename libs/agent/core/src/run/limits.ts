import { ConversationErrorCode } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import { budgetOf } from '../conversation/mutable-settings.js';
import { totalCost } from '../reply/metrics.js';
import { LimitReachedError } from './failures.js';

/** How far a run has come. */
export interface RunProgress {
  readonly steps: number;
  readonly elapsedMs: number;
}

/** @throws LimitReachedError when the run may not take another step */
export function checkLimits(record: ConversationRecord, { steps, elapsedMs }: RunProgress): void {
  const { spec, metrics } = record;
  if (steps >= spec.maxIterations) {
    throw new LimitReachedError(
      ConversationErrorCode.MaxIterationsReached,
      `The agent took ${steps} steps in this run without finishing, which is the limit. Send a message or run it again to go on.`,
    );
  }
  const cost = totalCost(metrics);
  const budget = budgetOf(record);
  if (budget !== undefined && cost >= budget) {
    throw new LimitReachedError(
      ConversationErrorCode.MaxBudgetReached,
      `The conversation has cost $${cost.toFixed(4)}; its budget of $${budget.toFixed(4)} is used up. Raise the budget to go on.`,
    );
  }
  if (spec.maxRunMs !== undefined && elapsedMs >= spec.maxRunMs) {
    throw new LimitReachedError(
      ConversationErrorCode.MaxDurationReached,
      `The run has taken ${Math.round(elapsedMs / 1000)} seconds, which is the limit. Run it again to go on.`,
    );
  }
}
