import type { Content } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, MessageRole } from '@openhands-nest/contracts/vocabulary';
import type { EventDraft } from '../journal/draft.js';

/** What a person says. */
export function userMessage(content: readonly Content[]): EventDraft {
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

/** The parts as events carry them: with their defaults, and without what only old clients send. */
function normalized(part: Content): Content {
  return part.type === 'text'
    ? { cache_prompt: part.cache_prompt ?? false, type: 'text', text: part.text }
    : { cache_prompt: part.cache_prompt ?? false, type: 'image', image_urls: [...part.image_urls] };
}
