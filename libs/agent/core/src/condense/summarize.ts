import type { Llm, LlmMessage, LlmReply } from '@openhands-nest/agent-ports';
import { summaryPrompt } from '../prompts/summary-prompt.js';
import type { Entry } from '../view/history.js';

/** Characters of one message, and of all together, that are put before the model which summarises. */
const MESSAGE_CHARS = 4_000;
const TOTAL_CHARS = 120_000;

/** Has the model sum up what will be forgotten. @throws LlmError, or the signal's reason */
export async function summarize(llm: Llm, forgotten: readonly Entry[], signal: AbortSignal): Promise<LlmReply> {
  const text = forgotten
    .flatMap(({ messages }) => messages.map(toText))
    .join('\n\n')
    .slice(-TOTAL_CHARS);
  const messages: LlmMessage[] = [{ role: 'user', content: [{ type: 'text', text: summaryPrompt(text) }] }];
  return llm.complete({ messages, tools: [], signal });
}

function toText(message: LlmMessage): string {
  return `${message.role.toUpperCase()}: ${contentOf(message).slice(0, MESSAGE_CHARS)}`;
}

function contentOf(message: LlmMessage): string {
  if (message.role === 'system') return message.text;
  if (message.role === 'assistant') {
    return [message.text, ...message.toolCalls.map((call) => `[${call.name} ${call.arguments}]`)]
      .filter(Boolean)
      .join('\n');
  }
  return message.content.map((part) => (part.type === 'text' ? part.text : '[image]')).join('\n');
}
