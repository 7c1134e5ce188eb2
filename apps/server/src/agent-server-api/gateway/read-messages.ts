import type {
  OpenAIChatMessage,
  OpenAIContentPart,
  OpenAIResponseInputMessage,
  OpenAIResponseRequest,
} from '@openhands-nest/contracts/agent-server';
import type { Content } from '@openhands-nest/contracts/events';
import { HttpProblem } from '../../http/problems.js';

/** What an agent is given: instructions beside its own, and a message. */
export interface GatewayInput {
  readonly instructions: string;
  readonly content: readonly Content[];
}

const INSTRUCTING = new Set(['system', 'developer']);

/** The last user message of a chat; what came before it is the conversation's own business. @throws HttpProblem 400 */
export function readChat(messages: readonly OpenAIChatMessage[]): GatewayInput {
  const last = messages.findLast(({ role }) => role === 'user');
  if (!last) throw refused('At least one user message is required');
  const texts = messages.filter(({ role }) => INSTRUCTING.has(role)).map((message) => textOf(partsOf(message.content)));
  return { instructions: texts.filter(Boolean).join('\n\n'), content: partsOf(last.content) };
}

/** All of a response's input: several messages are told apart by their roles. @throws HttpProblem 400 */
export function readResponseInput({ input, instructions }: OpenAIResponseRequest): GatewayInput {
  const given = instructions?.trim() ?? '';
  if (typeof input === 'string') {
    if (input === '') throw refused('Responses input must not be empty');
    return { instructions: given, content: [text(input)] };
  }
  const spoken = input.filter(({ role }) => !INSTRUCTING.has(role));
  if (!spoken.some(({ role }) => role === 'user')) throw refused('Responses input must include a user message');
  const instructing = input.filter(({ role }) => INSTRUCTING.has(role)).map((message) => textOf(inputParts(message)));
  const [only] = spoken;
  const content = spoken.length === 1 && only ? inputParts(only) : spoken.flatMap(withRole);
  return { instructions: [given, ...instructing].filter(Boolean).join('\n\n'), content };
}

function withRole(message: OpenAIResponseInputMessage): Content[] {
  return [text(`<message role="${message.role}">`), ...inputParts(message), text('</message>')];
}

function partsOf(content: OpenAIChatMessage['content']): Content[] {
  if (typeof content === 'string') return [text(content)];
  return (content ?? []).flatMap(chatPart);
}

function chatPart({ type, text: words, image_url: image }: OpenAIContentPart): Content[] {
  if (type === 'text') return words ? [text(words)] : [];
  if (type !== 'image_url') throw refused(`Unsupported content part type: ${type}`);
  const url = typeof image === 'string' ? image : image?.url;
  if (!url) throw refused('image_url content part is missing a url');
  return [picture(url)];
}

function inputParts({ content }: OpenAIResponseInputMessage): Content[] {
  if (typeof content === 'string') return [text(content)];
  return content.flatMap(({ type, text: words, image_url: url }) => {
    if (type === 'input_text' || type === 'output_text') return words ? [text(words)] : [];
    if (type !== 'input_image') throw refused(`Unsupported Responses content part type: ${type}`);
    if (!url) throw refused('input_image content part is missing an image_url');
    return [picture(url)];
  });
}

function textOf(parts: readonly Content[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

const text = (words: string): Content => ({ cache_prompt: false, type: 'text', text: words });
const picture = (url: string): Content => ({ cache_prompt: false, type: 'image', image_urls: [url] });

function refused(detail: string): HttpProblem {
  return new HttpProblem(400, { detail });
}
