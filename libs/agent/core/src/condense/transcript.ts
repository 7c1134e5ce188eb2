import type { LlmMessage } from '@openhands-nest/agent-ports';

/** Characters of one message, and of all together, that are put before a model which reads about a conversation. */
const MESSAGE_CHARS = 4_000;
const TOTAL_CHARS = 120_000;

/** Messages as one text; of a long one its end. */
export function transcriptOf(messages: readonly LlmMessage[]): string {
  return messages.map(toText).join('\n\n').slice(-TOTAL_CHARS);
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
