import type { Llm, LlmReply, LlmRequest } from '@openhands-nest/agent-ports';
import { answering, type ScriptedReply, type ScriptedTurn } from './scripted-turn.js';

const PIECE_CHARS = 16;

/** A model that does what it is told, turn by turn, and remembers what it was asked. */
export class ScriptedLlm implements Llm {
  readonly model = 'scripted/model';
  /** Every request in order; their message lists are copies. */
  readonly requests: LlmRequest[] = [];

  private constructor(
    private readonly turns: ScriptedTurn[],
    private readonly lastTurn?: ScriptedTurn,
  ) {}

  /** One turn for each request; a request beyond the last one fails the test. */
  static replying(...turns: readonly ScriptedTurn[]): ScriptedLlm {
    return new ScriptedLlm([...turns]);
  }

  /** The same turn, or what the function decides, for every request. */
  static always(turn: ScriptedTurn | ((request: LlmRequest) => ScriptedTurn)): ScriptedLlm {
    return new ScriptedLlm([], typeof turn === 'function' ? answering(turn) : turn);
  }

  /** Turns that were not taken yet. */
  get remaining(): number {
    return this.turns.length;
  }

  /** Adds turns to the end of the script. */
  push(...turns: readonly ScriptedTurn[]): void {
    this.turns.push(...turns);
  }

  async complete(request: LlmRequest): Promise<LlmReply> {
    request.signal.throwIfAborted();
    this.requests.push({ ...request, messages: [...request.messages] });
    const number = this.requests.length;
    const turn = this.turns.shift() ?? this.lastTurn;
    if (!turn) throw new Error(`The script has no turn for request ${number}.`);
    return play(turn, request, number);
  }
}

async function play(turn: ScriptedTurn, request: LlmRequest, number: number): Promise<LlmReply> {
  switch (turn.type) {
    case 'reply':
      return stream(replyFrom(turn.reply, number), request);
    case 'fail':
      throw turn.error;
    case 'wait':
      await untilResolvedOrAborted(turn.until, request.signal);
      return play(turn.then, request, number);
    case 'retry':
      request.onRetry?.(turn.notice);
      return play(turn.then, request, number);
    case 'compute':
      return play(turn.turnFor(request), request, number);
  }
}

function replyFrom({ toolCalls = [], usage, ...reply }: ScriptedReply, number: number): LlmReply {
  return {
    responseId: `response-${number}`,
    text: '',
    thinkingBlocks: [],
    cost: 0,
    finishReason: 'stop',
    ...reply,
    toolCalls: toolCalls.map((call, index) => ({ id: `call-${number}-${index + 1}`, ...call })),
    usage: {
      promptTokens: 10,
      completionTokens: 5,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: 0,
      contextWindow: 0,
      ...usage,
    },
  };
}

function stream(reply: LlmReply, { onDelta }: LlmRequest): LlmReply {
  if (reply.reasoning) onDelta?.({ reasoning: reply.reasoning });
  for (let at = 0; at < reply.text.length; at += PIECE_CHARS)
    onDelta?.({ text: reply.text.slice(at, at + PIECE_CHARS) });
  return reply;
}

function untilResolvedOrAborted(until: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    until.then(() => resolve(), reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
