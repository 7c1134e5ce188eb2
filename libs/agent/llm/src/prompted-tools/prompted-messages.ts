import type { LlmMessage, LlmToolSpec } from '@openhands-nest/agent-ports';
import { writtenCall } from './call-format.js';
import { describeTools } from './describe-tools.js';

type ToolMessage = Extract<LlmMessage, { role: 'tool' }>;

/** Words a conversation so that it holds no calls and no results of tools, but texts of them. */
export class PromptedMessages {
  private readonly worded = new WeakMap<LlmMessage, LlmMessage>();

  /** The same message is worded once, so that a request repeats the one before it. */
  of(messages: readonly LlmMessage[], tools: readonly LlmToolSpec[]): LlmMessage[] {
    const worded = messages.map((message) => this.word(message));
    return tools.length > 0 ? withTools(worded, describeTools(tools)) : worded;
  }

  private word(message: LlmMessage): LlmMessage {
    const known = this.worded.get(message);
    if (known) return known;
    const worded = wordedForm(message);
    this.worded.set(message, worded);
    return worded;
  }
}

function wordedForm(message: LlmMessage): LlmMessage {
  if (message.role === 'tool') return resultMessage(message);
  if (message.role !== 'assistant' || message.toolCalls.length === 0) return message;
  const text = [message.text.trim(), ...message.toolCalls.map(writtenCall)].filter((part) => part !== '').join('\n\n');
  // What was thought before a call is bound to the call of the provider's own kind.
  return { role: 'assistant', text, toolCalls: [], ...(message.reasoning && { reasoning: message.reasoning }) };
}

function resultMessage({ toolName, content, isError }: ToolMessage): LlmMessage {
  const head = `${isError ? 'The call failed' : 'Result of the call'} of ${toolName}:`;
  return { role: 'user', content: [{ type: 'text', text: head, cache_prompt: false }, ...content] };
}

/** At the end of the first system message, where there is one. */
function withTools(messages: readonly LlmMessage[], text: string): LlmMessage[] {
  const [first, ...rest] = messages;
  if (first?.role !== 'system') return [{ role: 'system', text }, ...messages];
  return [{ role: 'system', text: `${first.text}\n\n${text}` }, ...rest];
}
