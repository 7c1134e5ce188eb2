import type { LanguageModelV4CallOptions, LanguageModelV4Message } from '@ai-sdk/provider';
import { chatMessagesOf } from './chat-messages.js';

/** Writes the bodies of requests. The text of a message is kept for as long as the message lives, since requests repeat it. */
export class ChatBody {
  private readonly known = new WeakMap<LanguageModelV4Message, string>();

  constructor(private readonly modelId: string) {}

  /** The JSON text of one streaming request. */
  of({ prompt, tools, maxOutputTokens, temperature }: LanguageModelV4CallOptions): string {
    const settings = JSON.stringify({ model: this.modelId, max_tokens: maxOutputTokens, temperature });
    const messages = prompt.map((message) => this.textOf(message)).filter((text) => text !== '');
    const rest = JSON.stringify({
      tools: tools?.flatMap(toolOf),
      stream: true,
      stream_options: { include_usage: true },
    });
    return `${settings.slice(0, -1)},"messages":[${messages.join(',')}],${rest.slice(1)}`;
  }

  private textOf(message: LanguageModelV4Message): string {
    const known = this.known.get(message);
    if (known !== undefined) return known;

    const text = chatMessagesOf(message)
      .map((chatMessage) => JSON.stringify(chatMessage))
      .join(',');
    this.known.set(message, text);
    return text;
  }
}

function toolOf(tool: NonNullable<LanguageModelV4CallOptions['tools']>[number]): object[] {
  if (tool.type !== 'function') return [];
  const { name, description, inputSchema } = tool;
  return [{ type: 'function', function: { name, description, parameters: inputSchema } }];
}
