import type { Content } from '@openhands-nest/contracts/events';
import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import {
  GoalInProgressError,
  GoalRefusedError,
  RunInProgressError,
  type EventLog,
  type Llm,
  type Logger,
} from '@openhands-nest/agent-ports';
import type { RunSupervisor } from '../conversation/run-supervisor.js';
import { combine } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import { nextCommit } from '../journal/next-commit.js';
import { goalFollowUp, goalResumption } from '../prompts/goal.js';
import { abortable } from '../run/abortable.js';
import { textParts } from '../run/messages.js';
import { usageChange, UsageId } from '../run/usage.js';
import type { ObservationContent } from '../view/messages-of.js';
import { readView } from '../view/read-view.js';
import { goalChange, goalOf, interrupted, judged, type GoalStatus } from './goal-status.js';
import { judge } from './judge.js';

/** The goal ends without a word: the next server finds it as it is. */
const CLOSING = new Error('The conversation is being closed.');
const STOPPED = new Error('The work on the goal was stopped.');

export interface GoalParts {
  readonly journal: Journal;
  readonly log: EventLog;
  readonly runs: RunSupervisor;
  readonly logger: Logger;
  readonly observationContent: ObservationContent;
  /** Stores a message of the loop's own. */
  readonly tell: (content: readonly Content[]) => Promise<void>;
  /** Begins a run. @throws RunInProgressError, LlmNotConfiguredError */
  readonly run: () => Promise<void>;
  /** The model that judges. @throws LlmNotConfiguredError */
  readonly judge: () => Promise<Llm>;
}

interface Work {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Has the agent work on an objective, run by run, until a judge finds it reached or has looked often enough. */
export class GoalLoop {
  private work: Work | undefined;

  constructor(private readonly parts: GoalParts) {}

  get active(): boolean {
    return this.work !== undefined;
  }

  /** @throws GoalInProgressError, RunInProgressError, LlmNotConfiguredError, GoalRefusedError for an empty objective */
  async start(objective: string, maxIterations: number): Promise<void> {
    if (objective.trim() === '') throw new GoalRefusedError('The objective of a goal must not be empty.');
    const goal = { active: true, status: 'running', iteration: 0, max_iterations: maxIterations, objective } as const;
    await this.begin({ ...goal, verdict: null }, objective);
  }

  /** Goes on with the goal that was interrupted last. @throws GoalRefusedError when there is none, and as `start` does */
  async resume(): Promise<void> {
    const last = goalOf(this.parts.journal.record);
    if (!last || last.status === 'complete' || last.status === 'capped')
      throw new GoalRefusedError('There is no interrupted goal to resume.');
    // At least one audit is left: otherwise there would be nothing to go on with.
    const iteration = Math.min(last.iteration, last.max_iterations - 1);
    await this.begin(
      { ...last, active: true, status: 'running', iteration, verdict: null },
      goalResumption(last.objective),
    );
  }

  /** Ends the work on the goal, not the run; it can be resumed. */
  async stop(): Promise<void> {
    await this.end(STOPPED);
  }

  /** Ends the work on the goal because the process ends. */
  async close(): Promise<void> {
    await this.end(CLOSING);
  }

  /** Goes on with the goal for which a run is active that an earlier server had begun. */
  reattach(): void {
    const goal = goalOf(this.parts.journal.record);
    if (goal?.active) this.launch((signal) => this.pursue(goal, signal));
  }

  /** A goal on which nobody works any more is interrupted. */
  async settle(): Promise<void> {
    await this.parts.journal.transact((record) => {
      const goal = goalOf(record);
      return goal?.active && !this.active ? goalChange(record, interrupted(goal)) : undefined;
    });
  }

  private async begin(goal: GoalStatus, message: string): Promise<void> {
    await this.parts.judge();
    const { journal, runs } = this.parts;
    if (this.active) throw new GoalInProgressError(journal.record.id);
    if (runs.running) throw new RunInProgressError(journal.record.id);
    let begun = (): void => undefined;
    let failed = (_error: unknown): void => undefined;
    const first = new Promise<void>((resolve, reject) => ([begun, failed] = [resolve, reject]));
    this.launch(async (signal) => {
      await this.emit(goal).then(begun, (error: unknown) => {
        failed(error);
        throw error;
      });
      await this.tellAndRun(message);
      await this.pursue(goal, signal);
    });
    await first;
  }

  private launch(work: (signal: AbortSignal) => Promise<void>): void {
    const abort = new AbortController();
    const done = work(abort.signal)
      .catch((error: unknown) => this.afterFailure(error, abort.signal))
      .catch((error: unknown) => this.log('The end of a goal could not be recorded.', error))
      .finally(() => (this.work = undefined));
    this.work = { abort, done };
  }

  private async end(reason: Error): Promise<void> {
    const { work } = this;
    work?.abort.abort(reason);
    await work?.done;
  }

  /** From run to run, until the judge is content or has looked often enough. */
  private async pursue(goal: GoalStatus, signal: AbortSignal): Promise<void> {
    for (let current = goal; current.active;) {
      const { status } = await this.runEnded(signal);
      if (status === ExecutionStatus.Paused || status === ExecutionStatus.Error) {
        await this.emit(interrupted(current));
        return;
      }
      current = await this.audit(current, signal);
      if (current.active) await this.tellAndRun(goalFollowUp(current.iteration, current.verdict?.missing ?? ''));
    }
  }

  /** Waits until nothing runs and nothing waits for a person. */
  private async runEnded(signal: AbortSignal): Promise<{ readonly status: ExecutionStatus }> {
    const { journal, runs } = this.parts;
    for (;;) {
      await abortable(runs.idle(), signal);
      const { executionStatus: status } = journal.record;
      if (!runs.running && status !== ExecutionStatus.WaitingForConfirmation) return { status };
      if (!runs.running) await nextCommit(journal, signal);
    }
  }

  private async audit(goal: GoalStatus, signal: AbortSignal): Promise<GoalStatus> {
    const { journal, log, observationContent } = this.parts;
    const llm = await this.parts.judge();
    const view = await readView(log, journal.record, observationContent);
    const { verdict, reply } = await judge(llm, goal.objective, view, signal);
    const next = judged(goal, verdict);
    await journal.transact((record) => {
      signal.throwIfAborted();
      const usage = usageChange(record, { usageId: UsageId.GoalJudge, model: llm.model }, reply);
      return combine(usage, goalChange(record, next));
    });
    return next;
  }

  private async tellAndRun(message: string): Promise<void> {
    await this.parts.tell(textParts(message));
    try {
      await this.parts.run();
    } catch (error) {
      // Somebody else's run sees the message as well.
      if (!(error instanceof RunInProgressError)) throw error;
    }
  }

  private async emit(goal: GoalStatus): Promise<void> {
    await this.parts.journal.transact((record) => goalChange(record, goal));
  }

  private async afterFailure(error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted && signal.reason === CLOSING) return;
    if (!signal.aborted) this.log('The work on a goal has failed.', error);
    await this.parts.journal.transact((record) => {
      const goal = goalOf(record);
      return goal?.active ? goalChange(record, interrupted(goal)) : undefined;
    });
  }

  private log(message: string, error: unknown): void {
    const { journal, logger } = this.parts;
    logger.warn(message, { conversationId: journal.record.id, error: String(error) });
  }
}
