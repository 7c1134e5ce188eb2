import type {
  ActionEvent,
  ConversationEvent,
  HookExecutionEvent,
  SystemPromptEvent,
} from '@openhands-nest/contracts/events';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import type { LlmMessage } from '@openhands-nest/agent-ports';
import { History, type Entry } from './history.js';
import { answerMessage, isEmpty, messageOf, replyOf, unanswered, type ObservationContent } from './messages-of.js';
import { isAnswer, OpenCalls } from './open-calls.js';

/** A model reply that called tools, with the answers that have come in so far. */
interface Turn {
  readonly responseId: string;
  readonly calls: ActionEvent[];
  readonly answers: Map<string, { readonly id: string; readonly message: LlmMessage }>;
}

/**
 * The conversation as the model sees it, kept up to date event by event, so that a step costs what is new and not what is old.
 * Providers demand that the answers of all calls follow their reply directly: a message that arrives while tools work is put
 * behind them.
 */
export class View {
  private readonly finished = new History();
  private readonly calls = new OpenCalls();
  private turn: Turn | undefined;
  /** The model is speaking: what comes in now is for its next reply. */
  private speaking = false;
  private behindTurn: Entry[] = [];
  private seq = 0;
  private requested = false;

  constructor(private readonly observationContent: ObservationContent) {}

  /** Sequence number of the newest event that is part of the view. */
  get lastSeq(): number {
    return this.seq;
  }

  /** Tool calls without an answer, in call order. */
  get openCalls(): readonly ActionEvent[] {
    return this.calls.list();
  }

  /** What is finished, entry by entry: a reply whose calls wait for answers is not. Only to be asked for between two replies. */
  get history(): History {
    if (!this.turnIsOpen) this.closeTurn();
    return this.finished;
  }

  add(event: ConversationEvent, seq: number): void {
    if (seq <= this.seq) return;
    this.seq = seq;
    this.calls.add(event);
    if (event.kind === EventKind.Action) this.addCall(event);
    else if (isAnswer(event)) this.addAnswer(event);
    else if (event.kind === EventKind.SystemPrompt) this.setHead(event);
    else if (event.kind === EventKind.Condensation) this.condense(event);
    else if (event.kind === EventKind.CondensationRequest) this.requested = true;
    else if (event.kind === EventKind.HookExecution) this.refuse(event);
    else this.addMessage(event);
  }

  /** Whether somebody asked for a condensation that has not come yet. */
  get condensationRequested(): boolean {
    return this.requested;
  }

  /** There was nothing left to forget. */
  dropRequest(): void {
    this.requested = false;
  }

  /** Whether the last word is not the agent's own: something is there for the model to react to. */
  get awaitsReply(): boolean {
    const last = this.behindTurn.at(-1)?.messages.at(-1) ?? (this.turn ? undefined : this.finished.lastSpoken);
    return this.turn !== undefined || last?.role === 'user' || last?.role === 'tool';
  }

  /**
   * All messages for the call of the model that begins now. Every tool call must have its answer by then. Messages that come in
   * until the reply is there are put behind it, because the model has not seen them.
   */
  beginReply(): readonly LlmMessage[] {
    this.closeTurn();
    this.speaking = true;
    return this.finished.messages;
  }

  /** The call of the model has failed: what came in meanwhile is for the next one. */
  endReply(): void {
    this.speaking = false;
    this.flush();
  }

  /** The newest system prompt counts, wherever it stands in the log. */
  private setHead(event: SystemPromptEvent): void {
    const message = messageOf(event);
    if (message) this.finished.setHead({ ids: [event.id], messages: [message] });
  }

  private condense(event: Extract<ConversationEvent, { kind: typeof EventKind.Condensation }>): void {
    this.requested = false;
    this.history.condense(event);
  }

  /** A message that a hook has blocked never reaches the model. */
  private refuse({ blocked, message_id: id }: HookExecutionEvent): void {
    if (!blocked || !id) return;
    this.behindTurn = this.behindTurn.filter(({ ids }) => ids[0] !== id);
    this.finished.leaveOut(id);
  }

  private addCall(event: ActionEvent): void {
    if (this.turn && !this.belongsTo(this.turn, event)) this.closeTurn();
    this.speaking = false;
    this.turn ??= { responseId: event.llm_response_id, calls: [], answers: new Map() };
    this.turn.calls.push(event);
  }

  /** Calls of one reply are recorded before any of them is answered; some servers give every reply the same id. */
  private belongsTo(turn: Turn, event: ActionEvent): boolean {
    return turn.responseId === event.llm_response_id && turn.answers.size === 0;
  }

  private addAnswer(event: Extract<ConversationEvent, { tool_call_id: string }>): void {
    const call = this.turn?.calls.find(({ tool_call_id: id }) => id === event.tool_call_id);
    const message = call && answerMessage(event, call, this.observationContent);
    if (message) this.turn?.answers.set(event.tool_call_id, { id: event.id, message });
  }

  private addMessage(event: ConversationEvent): void {
    const message = messageOf(event);
    if (!message) return;
    const entry = { ids: [event.id], messages: [message] };
    if (message.role === 'assistant') this.addSpoken(entry, message);
    else if (this.speaking || this.turnIsOpen) this.behindTurn.push(entry);
    else {
      this.closeTurn();
      this.finished.push(entry);
    }
  }

  private addSpoken(entry: Entry, message: LlmMessage): void {
    if (this.turn) this.closeTurn();
    this.speaking = false;
    if (!isEmpty(message)) this.finished.push(entry);
    this.flush();
  }

  private get turnIsOpen(): boolean {
    return this.turn !== undefined && this.turn.answers.size < this.turn.calls.length;
  }

  private closeTurn(): void {
    const { turn } = this;
    this.turn = undefined;
    if (turn) this.finished.push(entryOf(turn));
    this.flush();
  }

  private flush(): void {
    for (const entry of this.behindTurn) this.finished.push(entry);
    this.behindTurn = [];
  }
}

function entryOf({ calls, answers }: Turn): Entry {
  return {
    ids: [...calls.map(({ id }) => id), ...[...answers.values()].map(({ id }) => id)],
    messages: [replyOf(calls), ...calls.map((call) => answers.get(call.tool_call_id)?.message ?? unanswered(call))],
  };
}
