import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { LlmError, type LlmReply } from '@openhands-nest/agent-ports';
import { combine, type EventDraft } from '../journal/draft.js';
import type { RunContext } from '../run/run-context.js';
import { usageChange, UsageId } from '../run/usage.js';
import type { View } from '../view/view.js';
import { planCondensation, type CondensationPlan } from './plan-condensation.js';
import { summarize } from './summarize.js';

/** Without a condenser of its own a conversation keeps this many events at its beginning. */
const KEEP_FIRST = 2;
/** Condensations in a row that may go without a reply of the model between them. */
const MAX_ATTEMPTS = 5;

/** Shortens what the model sees when it has become too long. What is forgotten stays in the log. */
export class Condenser {
  private attempts = 0;

  constructor(
    private readonly context: Pick<RunContext, 'journal' | 'ids' | 'llm'>,
    private readonly view: View,
  ) {}

  /** Whether the conversation has grown beyond the size that its condenser allows. */
  get isDue(): boolean {
    const { journal, llm } = this.context;
    const { condenser } = journal.record.spec;
    // A recording has no use for a short view.
    return condenser !== undefined && llm !== undefined && this.view.history.size > condenser.maxSize && this.canTry;
  }

  /** The model has replied: the next overflow may be worked on anew. */
  succeeded(): void {
    this.attempts = 0;
  }

  /** Forgets the older half. Returns false when nothing is left to forget or it did not help often enough. @throws the signal's reason */
  async condense(signal: AbortSignal): Promise<boolean> {
    if (!this.canTry) return false;
    this.attempts += 1;
    const { condenser } = this.context.journal.record.spec;
    const plan = planCondensation(this.view.history, condenser?.keepFirst ?? KEEP_FIRST);
    if (!plan) return false;
    await this.commit(plan, await this.summaryIfPossible(plan, signal));
    return true;
  }

  /**
   * The same because a person wants it: nothing is forgotten without a summary. Returns false when nothing is left to forget.
   * @throws LlmError, or the signal's reason
   */
  async condenseOnRequest(signal: AbortSignal): Promise<boolean> {
    const { journal, llm } = this.context;
    const keepFirst = journal.record.spec.condenser?.keepFirst ?? KEEP_FIRST;
    const plan = planCondensation(this.view.history, keepFirst, { mayForgetLast: true });
    if (plan && llm) await this.commit(plan, await summarize(llm, plan.forgotten, signal), signal);
    this.view.dropRequest();
    return plan !== undefined;
  }

  /** Without one is better than not going on. */
  private async summaryIfPossible(plan: CondensationPlan, signal: AbortSignal): Promise<LlmReply | undefined> {
    const { journal, llm } = this.context;
    if (!journal.record.spec.condenser || !llm) return undefined;
    try {
      return await summarize(llm, plan.forgotten, signal);
    } catch (error) {
      if (error instanceof LlmError) return undefined;
      throw error;
    }
  }

  private async commit(plan: CondensationPlan, reply: LlmReply | undefined, signal?: AbortSignal): Promise<void> {
    const { journal, ids, llm } = this.context;
    const summary = reply?.text.trim();
    const condensation: EventDraft = {
      kind: EventKind.Condensation,
      source: EventSource.Environment,
      forgotten_event_ids: plan.forgotten.flatMap((entry) => entry.ids),
      ...(summary ? { summary, summary_offset: plan.offset } : {}),
      llm_response_id: reply?.responseId ?? ids.uuid(),
    };
    const asked = { usageId: UsageId.Condenser, model: llm?.model ?? 'unknown' };
    await journal.transact((record) => {
      signal?.throwIfAborted();
      return combine(reply ? usageChange(record, asked, reply) : {}, { events: [condensation] });
    });
  }

  private get canTry(): boolean {
    return this.attempts < MAX_ATTEMPTS;
  }
}
