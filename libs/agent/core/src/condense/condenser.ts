import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { combine, type EventDraft } from '../journal/draft.js';
import type { RunContext } from '../run/run-context.js';
import { usageChange, UsageId } from '../run/usage.js';
import type { View } from '../view/view.js';
import { planCondensation } from './plan-condensation.js';
import { summarize } from './summarize.js';

/** Without a condenser of its own a conversation keeps this many events at its beginning. */
const KEEP_FIRST = 2;
/** Condensations in a row that may go without a reply of the model between them. */
const MAX_ATTEMPTS = 5;

/** Shortens what the model sees when it has become too long. What is forgotten stays in the log. */
export class Condenser {
  private attempts = 0;

  constructor(
    private readonly context: RunContext,
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
    const { journal, ids, llm } = this.context;
    const { condenser } = journal.record.spec;
    const plan = planCondensation(this.view.history, condenser?.keepFirst ?? KEEP_FIRST);
    if (!plan) return false;
    const reply = condenser && llm ? await summarize(llm, plan.forgotten, signal) : undefined;
    const summary = reply?.text.trim();
    const condensation: EventDraft = {
      kind: EventKind.Condensation,
      source: EventSource.Environment,
      forgotten_event_ids: plan.forgotten.flatMap((entry) => entry.ids),
      ...(summary ? { summary, summary_offset: plan.offset } : {}),
      llm_response_id: reply?.responseId ?? ids.uuid(),
    };
    const asked = { usageId: UsageId.Condenser, model: llm?.model ?? 'unknown' };
    await journal.transact((record) =>
      combine(reply ? usageChange(record, asked, reply) : {}, { events: [condensation] }),
    );
    return true;
  }

  private get canTry(): boolean {
    return this.attempts < MAX_ATTEMPTS;
  }
}
