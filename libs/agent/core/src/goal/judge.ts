import type { Llm, LlmMessage, LlmReply } from '@openhands-nest/agent-ports';
import { transcriptOf } from '../condense/transcript.js';
import { judgePrompt, judgeRules } from '../prompts/goal.js';
import type { View } from '../view/view.js';
import type { GoalVerdict } from './goal-status.js';

const UNREADABLE: GoalVerdict = { score: 0, complete: false, missing: 'The audit gave no verdict that can be read.' };

/** Has a model audit what was done for an objective. @throws LlmError, or the signal's reason */
export async function judge(
  llm: Llm,
  objective: string,
  view: View,
  signal: AbortSignal,
): Promise<{ readonly verdict: GoalVerdict; readonly reply: LlmReply }> {
  const transcript = transcriptOf(view.beginReply().filter(({ role }) => role !== 'system'));
  const messages: LlmMessage[] = [
    { role: 'system', text: judgeRules() },
    { role: 'user', content: [{ type: 'text', text: judgePrompt(objective, transcript) }] },
  ];
  const reply = await llm.complete({ messages, tools: [], signal });
  return { verdict: verdictOf(reply.text), reply };
}

/** The verdict in a reply, which may have words around it. What cannot be read counts as not complete. */
export function verdictOf(text: string): GoalVerdict {
  const found = jsonIn(text);
  if (!found) return UNREADABLE;
  const { score: given, complete, missing } = found;
  const number = Number(given ?? 0);
  const score = Number.isFinite(number) ? Math.min(Math.max(number, 0), 1) : 0;
  return {
    score,
    complete: typeof complete === 'boolean' ? complete : score >= 1,
    missing: typeof missing === 'string' ? missing : '',
  };
}

function jsonIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const block = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const candidate of [text, block]) {
    try {
      const value: unknown = JSON.parse(candidate);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    } catch {
      // The next candidate, or none.
    }
  }
  return undefined;
}
