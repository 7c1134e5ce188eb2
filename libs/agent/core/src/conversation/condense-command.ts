import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { CondensationUnavailableError, LlmError, ModelFailedError, type Logger } from '@openhands-nest/agent-ports';
import { Condenser } from '../condense/condenser.js';
import type { EventDraft } from '../journal/draft.js';
import type { RunContext } from '../run/run-context.js';
import { readView } from '../view/read-view.js';
import type { RunSupervisor } from './run-supervisor.js';

const REQUEST: EventDraft = { kind: EventKind.CondensationRequest, source: EventSource.Environment };
/** A run begins: it finds the request in the log and obeys it itself. */
const RUN_BEGINS = new Error('A run has taken the condensation over.');

export interface CondenseCommandOptions {
  readonly context: RunContext;
  readonly runs: RunSupervisor;
  /** Gets the model ready. */
  readonly loadModel: () => Promise<unknown>;
  readonly logger: Logger;
}

/** Condenses a conversation because a person wants it. */
export class CondenseCommand {
  private own: AbortController | undefined;
  private owed = false;

  constructor(private readonly options: CondenseCommandOptions) {}

  /**
   * During a run it is asked to do so at its next step; else the condensation has been recorded when this resolves.
   * @throws CondensationUnavailableError, LlmNotConfiguredError, ModelFailedError
   */
  async condense(signal: AbortSignal): Promise<void> {
    const { context, runs, loadModel } = this.options;
    if (!context.journal.record.spec.condenser) throw new CondensationUnavailableError();
    if (!runs.running) await loadModel();
    let attentive = false;
    await context.journal.transact(() => {
      attentive = runs.attentive;
      return { events: [REQUEST] };
    });
    if (attentive) this.owed = true;
    else await this.obey(signal);
  }

  /** A run is about to begin. */
  yieldToRun(): void {
    this.own?.abort(RUN_BEGINS);
  }

  /** A run has ended, perhaps before it came to the request. Never rejects. */
  async catchUp(signal: AbortSignal): Promise<void> {
    if (!this.owed) return;
    this.owed = false;
    const { context, logger } = this.options;
    try {
      await this.obey(signal);
    } catch (error) {
      logger.warn('A condensation that was asked for did not come about.', {
        conversationId: context.conversationId,
        error: String(error),
      });
    }
  }

  private async obey(signal: AbortSignal): Promise<void> {
    const { context, runs } = this.options;
    await runs.idle();
    if (runs.running) return;
    const own = (this.own = new AbortController());
    try {
      const view = await readView(context.log, context.journal.record, context.observationContent);
      const either = AbortSignal.any([signal, own.signal]);
      if (view.condensationRequested) await new Condenser(context, view).condenseOnRequest(either);
    } catch (error) {
      if (own.signal.aborted) return;
      throw error instanceof LlmError ? new ModelFailedError(error.message) : error;
    } finally {
      if (this.own === own) this.own = undefined;
    }
  }
}
