import {
  LlmNotConfiguredError,
  type Llm,
  type LlmReply,
  type LlmRequest,
  type ReplayStep,
} from '@openhands-nest/agent-ports';

const NO_USAGE = {
  promptTokens: 0,
  completionTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  contextWindow: 0,
};

/**
 * Replies with recorded steps, one for each call, before a real model is asked.
 *
 * Steps that only hold a user message are passed over: sending those is the engine's business, not a model's.
 */
export class TrajectoryLlm implements Llm {
  private position: number;

  constructor(
    private readonly steps: readonly ReplayStep[],
    /** Index of the first step that was not replayed yet. */
    startAt: number,
    private readonly next?: Llm,
  ) {
    this.position = startAt;
  }

  get model(): string {
    return this.next?.model ?? 'replay';
  }

  /** Index of the step that the next call takes; the number of steps when all are used up. */
  get nextStep(): number {
    return this.position;
  }

  /** @throws LlmNotConfiguredError when the steps are used up and no model follows. */
  async complete(request: LlmRequest): Promise<LlmReply> {
    request.signal.throwIfAborted();
    while (this.steps[this.position]?.userMessage !== undefined) this.position++;
    const step = this.steps[this.position];
    if (step) return this.replay(step, this.position++, request);
    if (!this.next) throw new LlmNotConfiguredError();
    return this.next.complete(request);
  }

  private replay({ thought = '', calls }: ReplayStep, index: number, { onDelta }: LlmRequest): LlmReply {
    if (thought !== '') onDelta?.({ text: thought });
    return {
      responseId: `replay-${index}`,
      text: thought,
      thinkingBlocks: [],
      toolCalls: calls.map((call, number) => ({
        id: `replay-${index}-${number}`,
        name: call.tool,
        arguments: JSON.stringify(call.arguments),
      })),
      usage: NO_USAGE,
      cost: 0,
      finishReason: calls.length > 0 ? 'tool_calls' : 'stop',
    };
  }
}
