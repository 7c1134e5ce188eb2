import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4TextPart,
  SharedV4ProviderOptions,
} from '@ai-sdk/provider';

type AssistantMessage = Extract<LanguageModelV4Message, { role: 'assistant' }>;
type ToolMessage = Extract<LanguageModelV4Message, { role: 'tool' }>;

/** One message of a prompt as the protocol's messages; each answer of a tool is one of its own. */
export function chatMessagesOf(message: LanguageModelV4Message): object[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content, ...marksOf(message) }];
    case 'user':
      return [userMessage(message.content)];
    case 'assistant':
      return [assistantMessage(message)];
    case 'tool':
      return message.content.flatMap((part) => (part.type === 'tool-result' ? [toolAnswer(part)] : []));
  }
}

/** A text alone is sent as a text, which every server understands. */
function userMessage(parts: readonly (LanguageModelV4TextPart | LanguageModelV4FilePart)[]): object {
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

function assistantMessage({ content }: AssistantMessage): object {
  const textOf = (type: 'text' | 'reasoning'): string =>
    content.map((part) => (part.type === type ? part.text : '')).join('');
  const calls = content.flatMap((part) => (part.type === 'tool-call' ? [part] : []));
  const text = textOf('text');
  const reasoning = textOf('reasoning');
  return {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
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

function toolAnswer(part: Extract<ToolMessage['content'][number], { type: 'tool-result' }>): object {
  const { output } = part;
  const content = output.type === 'text' || output.type === 'error-text' ? output.value : JSON.stringify(output);
  return { role: 'tool', tool_call_id: part.toolCallId, content, ...marksOf(part) };
}

/** Fields of a proxy's own, such as cache marks. */
function marksOf({ providerOptions }: { readonly providerOptions?: SharedV4ProviderOptions }): object {
  return providerOptions?.['openaiCompatible'] ?? {};
}
