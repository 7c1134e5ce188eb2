import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { LlmError, type CondenserSpec, type LlmReply } from '@openhands-nest/agent-ports';
import type { Summarizer } from '../conversation/summarizer.js';
import { combine, type EventDraft } from '../journal/draft.js';
import type { RunContext } from '../run/run-context.js';
import { usageChange, type Asked } from '../run/usage.js';
import type { View } from '../view/view.js';
import { estimateTokens } from './estimate-tokens.js';
import { planCondensation, type CondensationPlan } from './plan-condensation.js';
import { summarize } from './summarize.js';

/** Without a condenser of its own a conversation keeps this many events at its beginning. */
const KEEP_FIRST = 2;
/** Condensations in a row that may go without a reply of the model between them. */
const MAX_ATTEMPTS = 5;

/** What was summed up, and by whom. */
interface Summary {
  readonly reply: LlmReply;
  readonly asked: Asked;
}

/** Shortens what the model sees when it has become too long. What is forgotten stays in the log. */
export class Condenser {
  private attempts = 0;

  constructor(
    private readonly context: Pick<RunContext, 'journal' | 'ids' | 'llm' | 'summarizer'>,
    private readonly view: View,
  ) {}

  /** Whether the conversation has grown beyond the size that one of its condensers allows. */
  get isDue(): boolean {
    // A recording has no use for a short view.
    return this.context.llm !== undefined && this.canTry && this.due.length > 0;
  }

  /** The model has replied: the next overflow may be worked on anew. */
  succeeded(): void {
    this.attempts = 0;
  }

  /** Forgets the older half. Returns false when nothing is left to forget or it did not help often enough. @throws the signal's reason */
  async condense(signal: AbortSignal): Promise<boolean> {
    return this.firstOf(this.due, signal);
  }

  /** The same because the model finds the conversation too long, whatever its condensers think of that. @throws the signal's reason */
  async makeRoom(signal: AbortSignal): Promise<boolean> {
    return this.firstOf(this.all.length === 0 ? [undefined] : this.all, signal);
  }

  /** Each is asked in its turn, until one of them has something to forget. */
  private async firstOf(condensers: readonly (CondenserSpec | undefined)[], signal: AbortSignal): Promise<boolean> {
    if (!this.canTry) return false;
    this.attempts += 1;
    for (const condenser of condensers) {
      const plan = planCondensation(this.view.history, condenser?.keepFirst ?? KEEP_FIRST);
      if (!plan) continue;
      await this.commit(plan, await this.summaryIfPossible(condenser, plan, signal));
      return true;
    }
    return false;
  }

  /**
   * The same because a person wants it: nothing is forgotten without a summary. Returns false when nothing is left to forget.
   * @throws LlmError, or the signal's reason
   */
  async condenseOnRequest(signal: AbortSignal): Promise<boolean> {
    const { journal, summarizer } = this.context;
    const { condenser } = journal.record.spec;
    const keepFirst = condenser?.keepFirst ?? KEEP_FIRST;
    const plan = planCondensation(this.view.history, keepFirst, { mayForgetLast: true });
    const asked = plan && (await summarizer(condenser));
    if (asked) await this.commit(plan, await this.summary(asked, plan, signal), signal);
    this.view.dropRequest();
    return plan !== undefined;
  }

  /** Without one is better than not going on. */
  private async summaryIfPossible(
    condenser: CondenserSpec | undefined,
    plan: CondensationPlan,
    signal: AbortSignal,
  ): Promise<Summary | undefined> {
    const { llm, summarizer } = this.context;
    // A recording is not summed up, whoever could do so.
    const asked = condenser && llm && (await summarizer(condenser));
    if (!asked) return undefined;
    try {
      return await this.summary(asked, plan, signal);
    } catch (error) {
      if (error instanceof LlmError) return undefined;
      throw error;
    }
  }

  private async summary({ llm, usageId }: Summarizer, plan: CondensationPlan, signal: AbortSignal): Promise<Summary> {
    const reply = await summarize(llm, plan.forgotten, signal);
    return { reply, asked: { usageId, model: llm.model } };
  }

  private async commit(plan: CondensationPlan, made: Summary | undefined, signal?: AbortSignal): Promise<void> {
    const { journal, ids } = this.context;
    const summary = made?.reply.text.trim();
    const condensation: EventDraft = {
      kind: EventKind.Condensation,
      source: EventSource.Environment,
      forgotten_event_ids: plan.forgotten.flatMap((entry) => entry.ids),
      ...(summary ? { summary, summary_offset: plan.offset } : {}),
      llm_response_id: made?.reply.responseId ?? ids.uuid(),
    };
    await journal.transact((record) => {
      signal?.throwIfAborted();
      return combine(made ? usageChange(record, made.asked, made.reply) : {}, { events: [condensation] });
    });
  }

  /** The conversation's condensers, in their order. */
  private get all(): readonly CondenserSpec[] {
    const found: CondenserSpec[] = [];
    for (let each = this.context.journal.record.spec.condenser; each; each = each.next) found.push(each);
    return found;
  }

  /** Those for which the conversation has grown too long. */
  private get due(): readonly CondenserSpec[] {
    const { history } = this.view;
    return this.all.filter(
      ({ maxSize, maxTokens }) =>
        history.size > maxSize || (maxTokens !== undefined && estimateTokens(history.messages) > maxTokens),
    );
  }

  private get canTry(): boolean {
    return this.attempts < MAX_ATTEMPTS;
  }
}
