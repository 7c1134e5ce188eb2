import { randomUUID } from 'node:crypto';
import type { Llm, LlmReply, LlmRequest } from '@openhands-nest/agent-ports';
import { CALL_START, callsIn } from './call-format.js';
import { PromptedMessages } from './prompted-messages.js';
import { TextBeforeCalls } from './text-before-calls.js';

/** A model whose server knows no tools: the prompt describes them, and the calls are read from the text of the reply. */
export class PromptedToolsLlm implements Llm {
  private readonly messages = new PromptedMessages();

  constructor(private readonly llm: Llm) {}

  get model(): string {
    return this.llm.model;
  }

  async complete(request: LlmRequest): Promise<LlmReply> {
    const { tools, onDelta, onRetry } = request;
    let text = new TextBeforeCalls();
    const show = (piece: string): void => void (piece !== '' && onDelta?.({ text: piece }));
    const reply = await this.llm.complete({
      ...request,
      messages: this.messages.of(request.messages, tools),
      tools: [],
      onDelta: ({ text: piece, reasoning }) => {
        if (reasoning !== undefined) onDelta?.({ reasoning });
        if (piece !== undefined) show(text.add(piece));
      },
      onRetry: (notice) => {
        text = new TextBeforeCalls();
        onRetry?.(notice);
      },
    });
    show(text.end());
    return tools.length > 0 ? withCalls(reply, request) : reply;
  }
}

function withCalls(reply: LlmReply, { tools }: LlmRequest): LlmReply {
  const at = reply.text.indexOf(CALL_START);
  if (at < 0) return reply;
  const toolCalls = callsIn(reply.text.slice(at), tools).map((call) => ({ id: `call_${randomUUID()}`, ...call }));
  if (toolCalls.length === 0) return reply;
  const finishReason = reply.finishReason === 'length' ? 'length' : 'tool_calls';
  return { ...reply, text: reply.text.slice(0, at).trimEnd(), toolCalls, finishReason };
}
