import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { type Clock, type EventLog, type Logger } from '@openhands-nest/agent-ports';
import { combine, toStatus, type Change, type EventDraft } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import { cutOffCallFeedback, interruptedCallFeedback, outcomeUnknownFeedback } from '../prompts/feedback.js';
import { failureOf } from '../run/failures.js';
import { AcpRun } from '../acp/acp-run.js';
import type { ConversationRun } from '../run/conversation-run.js';
import { Run } from '../run/run.js';
import type { RunContext } from '../run/run-context.js';
import { openCallsOf } from '../view/open-calls-of.js';
import { answersTo, failedChange, interruptedChange, runningChange } from './changes.js';
import { StopReason } from './stop-reason.js';

/** How long an interrupt waits for the step in flight to end. */
const INTERRUPT_WAIT_MS = 5_000;

export interface RunSupervisorOptions {
  readonly journal: Journal;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly context: () => RunContext;
  /** What stands at the head of the log before anything else. */
  readonly opening: () => readonly EventDraft[];
  /** Told, in the same turn of the event loop, that no run is active any more. */
  readonly onEnd: () => void;
}

interface ActiveRun {
  readonly run: ConversationRun;
  readonly abort: AbortController;
  /** Resolves when the run has ended and everything it had to say is on disk. Never rejects. */
  readonly done: Promise<void>;
}

/** Begins, cuts off and ends the runs of one conversation: at most one at a time. */
export class RunSupervisor {
  private active: ActiveRun | undefined;

  constructor(private readonly options: RunSupervisorOptions) {}

  get running(): boolean {
    return this.active !== undefined;
  }

  /** Whether a run is active that will see a message which is committed now. */
  get attentive(): boolean {
    return this.active !== undefined && !this.active.run.concluded;
  }

  /** Resolves when the run that is active now, if any, has ended. */
  async idle(): Promise<void> {
    await this.active?.done;
  }

  /** Resolves when the status `running` is on disk. The caller makes sure that no run is active. */
  async begin(): Promise<void> {
    const abort = new AbortController();
    const context = this.options.context();
    const run = context.acp ? new AcpRun(context, context.acp, abort.signal) : new Run(context, abort.signal);
    let release = (): void => undefined;
    const done = new Promise<void>((resolve) => (release = resolve));
    this.active = { run, abort, done };
    try {
      await this.options.journal.transact((record) =>
        combine({ events: this.options.opening() }, runningChange(record)),
      );
    } catch (error) {
      this.release(run);
      release();
      throw error;
    }
    void this.work(run, abort).finally(release);
  }

  /**
   * Takes a pause back that the active run has not come to yet. Resolves to whether there was one; if the run has concluded all the
   * same, another one has to begin.
   */
  async takePauseBack(): Promise<boolean> {
    let taken = false;
    if (!this.attentive) return taken;
    await this.options.journal.transact((record) => {
      taken = this.attentive && record.executionStatus === ExecutionStatus.Paused;
      return taken ? toStatus(record, ExecutionStatus.Running) : undefined;
    });
    return taken;
  }

  /** Cuts the step in flight off; resolves when it has ended, or after five seconds. */
  async interrupt(): Promise<void> {
    const { active } = this;
    if (!active) return;
    active.abort.abort(StopReason.Interrupt);
    const waited = new AbortController();
    const limit = this.options.clock.sleep(INTERRUPT_WAIT_MS, waited.signal).catch(() => undefined);
    await Promise.race([active.done, limit]);
    waited.abort();
  }

  /** Cuts the run off for the given reason and resolves when it has ended. */
  async end(reason: StopReason): Promise<void> {
    this.active?.abort.abort(reason);
    await this.active?.done;
  }

  /** Answers the calls that were in flight when a server died: nobody knows how they ended, and none is repeated. */
  async answerLostCalls(
    after: (journal: Journal) => Change,
    sentence: (toolName: string) => string = outcomeUnknownFeedback,
  ): Promise<void> {
    const { journal, log } = this.options;
    const open = await openCallsOf(log, journal.record);
    await journal.transact(() => combine({ events: answersTo(open, sentence) }, after(journal)));
  }

  /** Never rejects: whatever goes wrong becomes an event. */
  private async work(run: ConversationRun, abort: AbortController): Promise<void> {
    const { journal, logger, onEnd } = this.options;
    try {
      await this.workUntilEnd(run, abort);
    } catch (error) {
      logger.error('A run could not record its end.', { conversationId: journal.record.id, error: String(error) });
    }
    // In one go: whoever sees the final state may start the next run at once.
    this.release(run);
    onEnd();
  }

  private async workUntilEnd(run: ConversationRun, abort: AbortController): Promise<void> {
    const deadline = this.deadline(abort);
    try {
      await run.work();
    } catch (error) {
      run.dispose();
      if (abort.signal.aborted) await this.afterAbort(abort.signal.reason);
      else await this.fail(error);
    } finally {
      deadline.abort();
    }
  }

  /** Stops the step in flight when the run has used up its time. */
  private deadline(abort: AbortController): AbortController {
    const cancel = new AbortController();
    const { maxRunMs } = this.options.journal.record.spec;
    if (maxRunMs === undefined) return cancel;
    this.options.clock.sleep(maxRunMs, cancel.signal).then(
      () => abort.abort(StopReason.Deadline),
      () => undefined,
    );
    return cancel;
  }

  private async afterAbort(reason: unknown): Promise<void> {
    // Another process writes now; whatever is open is for it to answer.
    if (reason === StopReason.LeaseLost) return;
    const { journal, log } = this.options;
    const sentence = reason === StopReason.Interrupt ? interruptedCallFeedback : cutOffCallFeedback;
    const answers = answersTo(await openCallsOf(log, journal.record), sentence);
    await journal.transact((record) => {
      if (reason === StopReason.Deadline) return combine({ events: answers }, failedChange(record, failureOf(reason)));
      // After a shutdown the status stays `running`: the next start goes on from here.
      return combine({ events: answers }, reason === StopReason.Shutdown ? {} : interruptedChange(record));
    });
  }

  private async fail(error: unknown): Promise<void> {
    const { journal, logger } = this.options;
    const failure = failureOf(error);
    logger.warn('A run ended with an error.', {
      conversationId: journal.record.id,
      code: failure.code,
      detail: failure.detail,
    });
    await journal.transact((record) =>
      isKnown(record.failure, failure.detail) ? toStatus(record, ExecutionStatus.Error) : failedChange(record, failure),
    );
  }

  private release(run: ConversationRun): void {
    run.dispose();
    this.active = undefined;
  }
}

/** A failed set-up has told of itself before the run that waited for it fails. */
function isKnown(recorded: string | null, detail: string): boolean {
  return recorded === detail;
}
