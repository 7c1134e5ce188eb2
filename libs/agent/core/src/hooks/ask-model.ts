import type { HookQuestion, Llm, LlmMessage } from '@openhands-nest/agent-ports';
import type { Journal } from '../journal/journal.js';
import { usageChange } from '../run/usage.js';

/** One question to the conversation's model, beside its log. What it costs is counted. @throws when the model fails or the time is over */
export async function askModel(journal: Journal, llm: Llm, question: HookQuestion): Promise<string> {
  const { usageId, system, text, timeoutMs, signal } = question;
  const messages: LlmMessage[] = [
    { role: 'system', text: system },
    { role: 'user', content: [{ type: 'text', text }] },
  ];
  const reply = await llm.complete({
    messages,
    tools: [],
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  await journal.transact((record) => usageChange(record, { usageId, model: llm.model }, reply));
  return reply.text;
}
