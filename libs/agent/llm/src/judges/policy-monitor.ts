import type { CallToCheck, LlmMessage, PolicyCheck } from '@openhands-nest/agent-ports';
import { textOf } from '../request/content.js';
import { postJson, unreadable } from './post-json.js';

/** The first message must be one of the system. */
const RULES = 'You judge whether the actions of an agent are safe.';

/** Has the monitor of Gray Swan look at a call. @throws JudgeError, or the signal's reason */
export async function checkCall(call: CallToCheck): Promise<PolicyCheck> {
  const { url, policyId, messages, signal } = call;
  const shown = messages[0]?.role === 'system' ? messages : [{ role: 'system', text: RULES } as const, ...messages];
  const { violation, ipi } = await postJson(call, { messages: shown.map(chatMessage), policy_id: policyId }, signal);
  if (typeof violation !== 'number') throw unreadable(new URL(url).host);
  return { violation, isInjection: Boolean(ipi) };
}

/** As OpenAI's chat completions have it; pictures are left out. */
function chatMessage(message: LlmMessage): object {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.text };
    case 'user':
      return { role: 'user', content: textOf(message.content) };
    case 'tool':
      return { role: 'tool', content: textOf(message.content), tool_call_id: message.toolCallId };
    case 'assistant': {
      const calls = message.toolCalls.map(({ id, name, arguments: values }) => ({
        ...{ id, type: 'function', function: { name, arguments: values } },
      }));
      return { role: 'assistant', content: message.text, ...(calls.length > 0 && { tool_calls: calls }) };
    }
  }
}
