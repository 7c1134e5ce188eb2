import type { ActionEvent } from '@openhands-nest/contracts/events';
import { SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import type { GuardrailSpec, Llm, LlmMessage, LlmReply, LlmToolCall } from '@openhands-nest/agent-ports';
import { guardrailQuestion, guardrailRules } from '../prompts/guardrail.js';
import { shownArguments } from './shown-call.js';

/** Characters of one call that the guardrail is shown. */
const MAX_CALL_CHARS = 10_000;
/** Characters of its answer that are read: the verdict comes first. */
const MAX_ANSWER_CHARS = 10_000;
const VERDICT = /^\s*RISK:\s*(LOW|MEDIUM|HIGH)\s*$/i;

/** Has a model judge a call by those before it. @throws LlmError, or the signal's reason */
export async function askGuardrail(
  llm: Llm,
  { safety_experiences: experiences, history_window: window }: GuardrailSpec,
  before: readonly LlmMessage[],
  call: ActionEvent,
  signal: AbortSignal,
): Promise<{ readonly risk: SecurityRisk; readonly reply: LlmReply }> {
  const earlier = before.flatMap((message) =>
    message.role === 'assistant' ? message.toolCalls.map((each) => lineOf(each)) : [],
  );
  const said = call.thought.map(({ text }) => text).join('\n');
  const question = guardrailQuestion(earlier.slice(-window), lineOf(call.tool_call, said));
  const messages: LlmMessage[] = [
    { role: 'system', text: guardrailRules(experiences) },
    { role: 'user', content: [{ type: 'text', text: question }] },
  ];
  const reply = await llm.complete({ messages, tools: [], signal });
  return { risk: verdictIn(reply.text), reply };
}

/** JSON keeps it on one line, so that nothing in it can look like a line of ours. */
function lineOf({ name, arguments: values }: Pick<LlmToolCall, 'name' | 'arguments'>, said = ''): string {
  const line = JSON.stringify({ tool: name, arguments: shownArguments(values), ...(said && { said }) });
  return line.length > MAX_CALL_CHARS ? `${line.slice(0, MAX_CALL_CHARS)} …` : line;
}

/** The verdict that an answer begins with; unknown when it begins with none, or takes it back further on. */
export function verdictIn(answer: string): SecurityRisk {
  const lines = answer
    .slice(0, MAX_ANSWER_CHARS)
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '');
  const verdicts = lines.flatMap((line) => VERDICT.exec(line)?.[1]?.toUpperCase() ?? []);
  const isClear = lines[0] !== undefined && VERDICT.test(lines[0]) && new Set(verdicts).size === 1;
  const risk = Object.values(SecurityRisk).find((known) => known === verdicts[0]);
  return isClear && risk ? risk : SecurityRisk.Unknown;
}
