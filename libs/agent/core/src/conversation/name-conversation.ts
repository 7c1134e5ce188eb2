import type { Llm, LlmMessage, LlmReply, LlmSettings } from '@openhands-nest/agent-ports';
import type { EngineOptions } from '../engine.js';
import { combine } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import { titlePrompt, titleRules } from '../prompts/title-prompt.js';
import { titleFrom } from '../prompts/title.js';
import { usageChange, UsageId } from '../run/usage.js';
import type { ModelInUse } from './model-in-use.js';

/** A title is not worth more of them. */
const ATTEMPTS = 2;
const THOUGHTS = /<think>[\s\S]*?(<\/think>|$)/gi;

export interface NamingParts {
  readonly journal: Journal;
  readonly model: ModelInUse;
  readonly options: EngineOptions;
}

/**
 * Has a model find a better title than the first message gave. Nothing happens when there is none, or when somebody
 * has given another title meanwhile. Returns whether there is a new one. @throws LlmError, or the signal's reason
 */
export async function nameConversation(parts: NamingParts, message: string, signal: AbortSignal): Promise<boolean> {
  const { journal, options } = parts;
  const { title: given, spec } = journal.record;
  const settings = await titleModel(parts);
  if (!settings || given === null) return false;
  const llm = options.createLlm({ ...settings, attempts: Math.min(settings.attempts ?? ATTEMPTS, ATTEMPTS) });
  const question = { message, withEmoji: spec.agent !== undefined };
  const wording = spec.titles?.wording;
  const reply = await ask(llm, titlePrompt(wording === undefined ? question : { ...question, wording }), signal);
  const title = titleFrom(reply.text.replace(THOUGHTS, '').replace(/^\s*["'“”«»]+|["'“”«»]+\s*$/g, ''));
  let named = false;
  await journal.transact((record) => {
    signal.throwIfAborted();
    named = title !== '' && title !== given && record.title === given;
    const usage = usageChange(record, { usageId: UsageId.Title, model: llm.model }, reply);
    return combine(usage, named ? { patch: { title } } : {});
  });
  return named;
}

function ask(llm: Llm, question: string, signal: AbortSignal): Promise<LlmReply> {
  const messages: LlmMessage[] = [
    { role: 'system', text: titleRules() },
    { role: 'user', content: [{ type: 'text', text: question }] },
  ];
  return llm.complete({ messages, tools: [], signal });
}

/** That of the profile which was chosen for titles, else that of the conversation. */
async function titleModel({ journal, model, options }: NamingParts): Promise<LlmSettings | undefined> {
  const { titles } = options;
  const { titles: wish } = journal.record.spec;
  if (!titles || wish?.automatic === false) return undefined;
  const chosen = wish?.profile === undefined ? undefined : await titles.profile(wish.profile);
  return chosen ?? model.settings();
}
