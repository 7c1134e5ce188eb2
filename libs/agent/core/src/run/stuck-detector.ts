import type { ActionEvent, ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import type { StuckThresholds } from '@openhands-nest/agent-ports';
import { stuckFeedback } from '../prompts/feedback.js';
import { isAnswer } from '../view/open-calls.js';

export const STUCK_THRESHOLDS: StuckThresholds = {
  sameOutcome: 4,
  sameFailure: 3,
  monologue: 3,
  alternation: 6,
};

type Answer = Extract<ConversationEvent, { tool_call_id: string }>;

/** A call with its answer; texts are equal for events that differ in ids and times only. */
interface Pair {
  readonly toolName: string;
  readonly asked: string;
  readonly answered: string;
  /** The sentence of a call that failed. */
  readonly failure?: string;
}

/** Sees when an agent goes round in circles: looks at what happened since the last user message. */
export class StuckDetector {
  private readonly calls = new Map<string, ActionEvent>();
  private readonly window: number;
  private pairs: Pair[] = [];
  /** Messages of the agent since its last call. */
  private messages = 0;
  private warnedOf: Pair | undefined;

  constructor(private readonly thresholds: StuckThresholds = STUCK_THRESHOLDS) {
    this.window = Math.max(thresholds.sameOutcome, thresholds.sameFailure + 1, thresholds.alternation);
  }

  add(event: ConversationEvent): void {
    if (event.kind === EventKind.Message) this.addMessage(event);
    else if (event.kind === EventKind.Action) this.addCall(event);
    else if (isAnswer(event)) this.addAnswer(event);
  }

  get stuck(): boolean {
    const { sameOutcome, sameFailure, monologue } = this.thresholds;
    return (
      this.repeatsOutcome(sameOutcome) ||
      this.failuresInARow() > sameFailure ||
      this.messages >= monologue ||
      this.alternates()
    );
  }

  /** What to tell an agent of which one more failure would be one too many; once for each such failure. */
  takeWarning(): string | undefined {
    const last = this.pairs.at(-1);
    if (!last || last === this.warnedOf || this.failuresInARow() !== this.thresholds.sameFailure) return undefined;
    this.warnedOf = last;
    const { toolName, failure } = last;
    return stuckFeedback(
      `the same call of ${toolName} failed ${this.thresholds.sameFailure} times, now with: ${failure}`,
    );
  }

  private addMessage(event: Extract<ConversationEvent, { kind: typeof EventKind.Message }>): void {
    if (event.source === EventSource.Agent) this.messages += 1;
    if (event.source !== EventSource.User) return;
    this.pairs = [];
    this.messages = 0;
  }

  private addCall(event: ActionEvent): void {
    this.calls.set(event.tool_call_id, event);
    this.messages = 0;
  }

  private addAnswer(event: Answer): void {
    this.messages = 0;
    const call = this.calls.get(event.tool_call_id);
    this.calls.delete(event.tool_call_id);
    if (!call) return;
    this.pairs.push(pairOf(call, event));
    if (this.pairs.length > this.window) this.pairs.shift();
  }

  private repeatsOutcome(times: number): boolean {
    const last = this.pairs.slice(-times);
    return last.length === times && last.every((pair) => isSame(pair, last[0]));
  }

  private failuresInARow(): number {
    const last = this.pairs.at(-1);
    const before = this.pairs.findLastIndex((pair) => pair.failure === undefined || pair.asked !== last?.asked);
    return this.pairs.length - 1 - before;
  }

  private alternates(): boolean {
    const { alternation } = this.thresholds;
    const last = this.pairs.slice(-alternation);
    if (last.length < alternation || isSame(last[0], last[1])) return false;
    return last.every((pair, index) => isSame(pair, last[index % 2]));
  }
}

function pairOf(call: ActionEvent, event: Answer): Pair {
  const { tool_name: toolName } = call;
  const asked = JSON.stringify([
    toolName,
    call.action ?? call.tool_call.arguments,
    call.thought.map(({ text }) => text),
  ]);
  if (event.kind === EventKind.AgentError)
    return { toolName, asked, answered: `failed: ${event.error}`, failure: event.error };
  // What a person rejects is no loop: it is like nothing else.
  const answered = event.kind === EventKind.Observation ? JSON.stringify(event.observation) : event.id;
  return { toolName, asked, answered };
}

function isSame(one: Pair | undefined, other: Pair | undefined): boolean {
  return one?.asked === other?.asked && one?.answered === other?.answered;
}
