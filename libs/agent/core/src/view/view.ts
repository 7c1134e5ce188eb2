import type {
  ActionEvent,
  Content,
  ConversationEvent,
  MessageEvent,
  Observation,
} from '@openhands-nest/contracts/events';
import { EventKind, MessageRole } from '@openhands-nest/contracts/vocabulary';
import type { LlmMessage } from '@openhands-nest/agent-ports';
import { isAnswer, OpenCalls } from './open-calls.js';

type ObservationContent = (observation: Observation) => readonly Content[];

/** A model reply that called tools, with the answers that have come in so far. */
interface Turn {
  readonly responseId: string;
  readonly calls: ActionEvent[];
  readonly answers: Map<string, LlmMessage>;
}

/**
 * The conversation as the model sees it, kept up to date event by event, so that a step costs what is new and not what is old.
 * Providers demand that the answers of all calls follow their reply directly: a message that arrives while tools work is put
 * behind them.
 */
export class View {
  private readonly finished: LlmMessage[] = [];
  private readonly calls = new OpenCalls();
  private turn: Turn | undefined;
  /** The model is speaking: what comes in now is for its next reply. */
  private speaking = false;
  private behindTurn: LlmMessage[] = [];
  private seq = 0;

  constructor(private readonly observationContent: ObservationContent) {}

  /** Sequence number of the newest event that is part of the view. */
  get lastSeq(): number {
    return this.seq;
  }

  /** Tool calls without an answer, in call order. */
  get openCalls(): readonly ActionEvent[] {
    return this.calls.list();
  }

  add(event: ConversationEvent, seq: number): void {
    if (seq <= this.seq) return;
    this.seq = seq;
    this.calls.add(event);
    if (event.kind === EventKind.Action) this.addCall(event);
    else if (isAnswer(event)) this.addAnswer(event);
    else this.addMessage(event);
  }

  /** Whether the last word is not the agent's own: something is there for the model to react to. */
  get awaitsReply(): boolean {
    const last = this.behindTurn.at(-1) ?? (this.turn ? undefined : this.finished.at(-1));
    return this.turn !== undefined || last?.role === 'user' || last?.role === 'tool';
  }

  /**
   * All messages for the call of the model that begins now. Every tool call must have its answer by then. Messages that come in
   * until the reply is there are put behind it, because the model has not seen them.
   */
  beginReply(): readonly LlmMessage[] {
    this.closeTurn();
    this.speaking = true;
    return this.finished;
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
    const answer = this.answerOf(event);
    if (answer && this.turn?.calls.some((call) => call.tool_call_id === event.tool_call_id)) {
      this.turn.answers.set(event.tool_call_id, answer);
    }
  }

  private addMessage(event: ConversationEvent): void {
    const message = messageOf(event);
    if (!message) return;
    if (message.role === 'assistant') this.addSpoken(message);
    else if (this.speaking || this.turnIsOpen) this.behindTurn.push(message);
    else {
      this.closeTurn();
      this.finished.push(message);
    }
  }

  private addSpoken(message: LlmMessage): void {
    if (this.turn) this.closeTurn();
    this.speaking = false;
    // Providers refuse messages without content.
    if (!isEmpty(message)) this.finished.push(message);
    this.flush();
  }

  private get turnIsOpen(): boolean {
    return this.turn !== undefined && this.turn.answers.size < this.turn.calls.length;
  }

  private closeTurn(): void {
    const { turn } = this;
    this.turn = undefined;
    if (turn)
      this.finished.push(
        replyOf(turn.calls),
        ...turn.calls.map((call) => turn.answers.get(call.tool_call_id) ?? unanswered(call)),
      );
    this.flush();
  }

  private flush(): void {
    this.finished.push(...this.behindTurn);
    this.behindTurn = [];
  }

  private answerOf(event: ConversationEvent): LlmMessage | undefined {
    switch (event.kind) {
      case EventKind.Observation: {
        const content = [...this.observationContent(event.observation), ...event.extended_content];
        return result(event, content, event.observation.is_error);
      }
      case EventKind.AgentError:
        return result(event, textContent(event.error), true);
      case EventKind.UserReject:
        return result(event, textContent(`The action was not carried out. ${event.rejection_reason}`), true);
      default:
        return undefined;
    }
  }
}

function messageOf(event: ConversationEvent): LlmMessage | undefined {
  switch (event.kind) {
    case EventKind.SystemPrompt:
      return {
        role: 'system',
        text: [event.system_prompt.text, event.dynamic_context?.text].filter(Boolean).join('\n\n'),
      };
    case EventKind.Message:
      return event.llm_message.role === MessageRole.Assistant ? assistantMessage(event) : userMessage(event);
    default:
      return undefined;
  }
}

function isEmpty(message: LlmMessage): boolean {
  return message.role === 'assistant' && message.text.trim() === '' && message.toolCalls.length === 0;
}

function userMessage(event: MessageEvent): LlmMessage {
  return { role: 'user', content: [...event.llm_message.content, ...event.extended_content] };
}

function assistantMessage(event: MessageEvent): LlmMessage {
  const { content, reasoning_content, thinking_blocks } = event.llm_message;
  return { role: 'assistant', text: textOf(content), ...reasoning(reasoning_content, thinking_blocks), toolCalls: [] };
}

function replyOf(calls: readonly ActionEvent[]): LlmMessage {
  const first = calls[0];
  return {
    role: 'assistant',
    text: textOf(first?.thought ?? []),
    ...reasoning(first?.reasoning_content, first?.thinking_blocks),
    toolCalls: calls.map(({ tool_call }) => ({
      id: tool_call.id,
      name: tool_call.name,
      arguments: tool_call.arguments,
    })),
  };
}

function reasoning(text: string | null | undefined, blocks: ActionEvent['thinking_blocks'] | undefined): object {
  return { ...(text ? { reasoning: text } : {}), ...(blocks?.length ? { thinkingBlocks: blocks } : {}) };
}

function result(
  event: { tool_call_id: string; tool_name: string },
  content: readonly Content[],
  isError: boolean,
): LlmMessage {
  return { role: 'tool', toolCallId: event.tool_call_id, toolName: event.tool_name, content, isError };
}

function unanswered(call: ActionEvent): LlmMessage {
  return result(call, textContent('This call was not carried out.'), true);
}

function textContent(text: string): readonly Content[] {
  return [{ type: 'text', text }];
}

function textOf(content: readonly Content[]): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
