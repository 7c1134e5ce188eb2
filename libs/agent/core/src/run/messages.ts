import type { Content } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, MessageRole } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import { stateUpdate, type Change, type EventDraft } from '../journal/draft.js';
import { NO_ADDITION, type MessageAddition } from './recalled.js';
import { titleFrom } from '../prompts/title.js';

/** A message from a person. The first one gives the conversation its title, unless it is an aside. */
export function messageChange(
  record: ConversationRecord,
  id: string,
  content: readonly Content[],
  { patch, isAside = false, ...addition }: MessageAddition & { readonly isAside?: boolean } = NO_ADDITION,
): Change {
  const text = plainText(content);
  const isNamed = isAside || record.title !== null || record.spec.titles?.automatic === false || text.trim() === '';
  const title = isNamed ? {} : { title: titleFrom(text) };
  return {
    events: [{ ...userMessage(content), ...addition, id }, stateUpdate('last_user_message_id', id)],
    patch: { ...patch, ...title },
  };
}

/** What the text parts say. */
export function plainText(content: readonly Content[]): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

/** What a person says. */
function userMessage(content: readonly Content[]): Extract<EventDraft, { kind: typeof EventKind.Message }> {
  return {
    kind: EventKind.Message,
    source: EventSource.User,
    llm_message: { role: MessageRole.User, content: content.map(normalized), thinking_blocks: [] },
    activated_skills: [],
    extended_content: [],
  };
}

/** Text as a list of content parts. */
export function textParts(text: string): Content[] {
  return [{ cache_prompt: false, type: 'text', text }];
}

/** The same with pictures behind it. A picture needs no text. */
export function contentParts(text: string, images: readonly string[] = []): Content[] {
  if (images.length === 0) return textParts(text);
  const pictures: Content = { type: 'image', image_urls: [...images] };
  return text === '' ? [pictures] : [...textParts(text), pictures];
}

/** The parts as events carry them: with their defaults, and without what only old clients send. */
function normalized(part: Content): Content {
  return part.type === 'text'
    ? { cache_prompt: part.cache_prompt ?? false, type: 'text', text: part.text }
    : { cache_prompt: part.cache_prompt ?? false, type: 'image', image_urls: [...part.image_urls] };
}
