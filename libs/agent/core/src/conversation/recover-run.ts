import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type { GoalLoop } from '../goal/goal-loop.js';
import { toStatus } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import { nextReplayStep } from '../run/replay.js';
import type { ModelInUse } from './model-in-use.js';
import type { RunSupervisor } from './run-supervisor.js';

export interface RecoveryParts {
  readonly journal: Journal;
  readonly model: ModelInUse;
  readonly runs: RunSupervisor;
  readonly goalLoop: GoalLoop;
}

/** Picks up the run that a server left when it died. Nobody waits any more for what a sub-agent finds out: it stays paused. */
export async function recoverRun({ journal, model, runs, goalLoop }: RecoveryParts, resume: boolean): Promise<void> {
  const { record } = journal;
  if (record.executionStatus !== ExecutionStatus.Running) return goalLoop.settle();
  const canAnswer =
    record.spec.acp !== undefined || (await model.settings()) !== undefined || nextReplayStep(record) !== undefined;
  const goesOn = resume && !record.spec.subAgent && canAnswer;
  await runs.answerLostCalls(({ record: now }) => (goesOn ? {} : toStatus(now, ExecutionStatus.Paused)));
  if (!goesOn) return goalLoop.settle();
  await model.load();
  await runs.begin();
  goalLoop.reattach();
}
