import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { isObject, type JsonObject } from './item.js';

const PROMPT_LINE = /^Working directory: (\/.+)$/m;

/** Absolute path of the workspace in which a conversation was recorded, as far as its events tell. */
export function recordedDirectory(events: readonly JsonObject[]): string | undefined {
  for (const event of events) {
    const directory = recalledDirectory(event) ?? promptedDirectory(event);
    if (directory?.startsWith('/')) return directory;
  }
  return undefined;
}

/** OpenHands 0.53 answers the first message with what it knows of the workspace. */
function recalledDirectory({ observation, extras }: JsonObject): string | undefined {
  if (observation !== 'recall' || !isObject(extras)) return undefined;
  const directory = extras['working_dir'];
  return typeof directory === 'string' ? directory : undefined;
}

/** Our own prompt says where the agent works. */
function promptedDirectory({ kind, dynamic_context: context }: JsonObject): string | undefined {
  if (kind !== EventKind.SystemPrompt || !isObject(context)) return undefined;
  const text = context['text'];
  return typeof text === 'string' ? PROMPT_LINE.exec(text)?.[1] : undefined;
}
