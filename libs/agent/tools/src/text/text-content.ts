import type { TextContent } from '@openhands-nest/contracts/events';

/** One text part of a message or an observation. */
export function textContent(text: string): TextContent {
  return { cache_prompt: false, type: 'text', text };
}
