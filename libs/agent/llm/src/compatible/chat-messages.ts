import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4ReasoningPart,
  LanguageModelV4TextPart,
  SharedV4ProviderOptions,
} from '@ai-sdk/provider';

type AssistantMessage = Extract<LanguageModelV4Message, { role: 'assistant' }>;
type ToolMessage = Extract<LanguageModelV4Message, { role: 'tool' }>;

/** How contents are written: `text` never as a list, `parts` always; otherwise a list only where a text alone will not do. */
export type ContentForm = 'text' | 'parts' | undefined;

/** One message of a prompt as the protocol's messages; each answer of a tool is one of its own. */
export function chatMessagesOf(message: LanguageModelV4Message, form?: ContentForm): object[] {
  const messages = plainMessagesOf(message, form);
  return form === 'parts' ? messages.map(inParts) : messages;
}

function plainMessagesOf(message: LanguageModelV4Message, form: ContentForm): ChatMessage[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content, ...marksOf(message) }];
    case 'user':
      return [form === 'text' ? userText(message.content) : userMessage(message.content)];
    case 'assistant':
      return [assistantMessage(message)];
    case 'tool':
      return message.content.flatMap((part) => (part.type === 'tool-result' ? [toolAnswer(part)] : []));
  }
}

interface ChatMessage {
  readonly role: string;
  readonly content: string | readonly object[] | null;
  readonly tool_call_id?: string;
  readonly tool_calls?: readonly object[];
  readonly reasoning_content?: string;
  readonly thinking_blocks?: readonly object[];
  readonly cache_control?: unknown;
}

/** A mark belongs to the part that it is on. */
function inParts({ content, cache_control, ...message }: ChatMessage): object {
  if (typeof content !== 'string') return { ...message, content };
  return { ...message, content: [{ type: 'text', text: content, ...(cache_control ? { cache_control } : {}) }] };
}

/** Images were left out before. */
function userText(parts: readonly (LanguageModelV4TextPart | LanguageModelV4FilePart)[]): ChatMessage {
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const last = parts.at(-1);
  return { role: 'user', content: texts.join('\n'), ...(last && marksOf(last)) };
}

/** A text alone is sent as a text, which every server understands. */
function userMessage(parts: readonly (LanguageModelV4TextPart | LanguageModelV4FilePart)[]): ChatMessage {
  const [first] = parts;
  if (parts.length === 1 && first?.type === 'text') return { role: 'user', content: first.text, ...marksOf(first) };
  return { role: 'user', content: parts.map((part) => ({ ...contentPart(part), ...marksOf(part) })) };
}

function contentPart(part: LanguageModelV4TextPart | LanguageModelV4FilePart): object {
  if (part.type === 'text') return { type: 'text', text: part.text };
  return { type: 'image_url', image_url: { url: urlOf(part) } };
}

function urlOf({ data, mediaType }: LanguageModelV4FilePart): string {
  if (data.type === 'url') return data.url.toString();
  if (data.type === 'data' && typeof data.data === 'string') return `data:${mediaType};base64,${data.data}`;
  throw new Error(`A file of the kind ${data.type} is not put into prompts.`);
}

function assistantMessage({ content }: AssistantMessage): ChatMessage {
  const textOf = (type: 'text' | 'reasoning'): string =>
    content.map((part) => (part.type === type ? part.text : '')).join('');
  const calls = content.flatMap((part) => (part.type === 'tool-call' ? [part] : []));
  const text = textOf('text');
  const blocks = content.flatMap((part) => (part.type === 'reasoning' ? thinkingBlock(part) : []));
  const reasoning = blocks.length > 0 ? '' : textOf('reasoning');
  return {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    ...(blocks.length > 0 && { thinking_blocks: blocks }),
    ...(calls.length === 0
      ? {}
      : {
          tool_calls: calls.map(({ toolCallId: id, toolName: name, input }) => ({
            id,
            type: 'function',
            function: { name, arguments: JSON.stringify(input) },
          })),
        }),
  };
}

/** Thoughts that Anthropic signed, as LiteLLM takes them. */
function thinkingBlock({ text, providerOptions }: LanguageModelV4ReasoningPart): object[] {
  const { signature, redactedData } = providerOptions?.['anthropic'] ?? {};
  if (redactedData !== undefined) return [{ type: 'redacted_thinking', data: redactedData }];
  return signature === undefined ? [] : [{ type: 'thinking', thinking: text, signature }];
}

function toolAnswer(part: Extract<ToolMessage['content'][number], { type: 'tool-result' }>): ChatMessage {
  const { output } = part;
  const content = output.type === 'text' || output.type === 'error-text' ? output.value : JSON.stringify(output);
  return { role: 'tool', tool_call_id: part.toolCallId, content, ...marksOf(part) };
}

/** Fields of a proxy's own, such as cache marks. */
function marksOf({ providerOptions }: { readonly providerOptions?: SharedV4ProviderOptions }): object {
  return providerOptions?.['openaiCompatible'] ?? {};
}
