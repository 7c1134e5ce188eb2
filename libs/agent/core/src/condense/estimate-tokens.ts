import type { Content } from '@openhands-nest/contracts/events';
import type { LlmMessage } from '@openhands-nest/agent-ports';

const CHARACTERS_PER_TOKEN = 4;
/** What providers count for a picture of usual size. */
const TOKENS_PER_PICTURE = 1_500;

/** About how many tokens a model will count. Asking a tokenizer would take longer, and each model has another one. */
export function estimateTokens(messages: readonly LlmMessage[]): number {
  return messages.reduce((sum, message) => sum + tokensOf(message), 0);
}

function tokensOf(message: LlmMessage): number {
  switch (message.role) {
    case 'system':
      return ofText(message.text);
    case 'assistant':
      return [message.text, message.reasoning ?? '', ...message.toolCalls.map((call) => call.name + call.arguments)]
        .map(ofText)
        .reduce((sum, tokens) => sum + tokens, 0);
    case 'user':
    case 'tool':
      return ofContent(message.content);
  }
}

function ofContent(content: readonly Content[]): number {
  return content.reduce(
    (sum, part) => sum + (part.type === 'text' ? ofText(part.text) : part.image_urls.length * TOKENS_PER_PICTURE),
    0,
  );
}

function ofText(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
