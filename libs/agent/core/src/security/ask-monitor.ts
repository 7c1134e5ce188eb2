import type { ActionEvent, Content } from '@openhands-nest/contracts/events';
import { SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import type { GraySwanSpec, Judges, LlmMessage, PolicyCheck } from '@openhands-nest/agent-ports';
import type { Entry } from '../view/history.js';
import { withoutOwnRisk } from './shown-call.js';

const SECOND = 1000;

/** Has the monitor outside look at a call, with what went before. @throws an error whose message holds no key, or the signal's reason */
export async function askMonitor(
  judges: Judges,
  spec: GraySwanSpec,
  apiKey: string,
  before: readonly Entry[],
  call: ActionEvent,
  signal: AbortSignal,
): Promise<SecurityRisk> {
  const messages = [...recent(before, spec.history_limit), messageOf(call)];
  const check = await judges.checkCall({
    ...{ url: spec.api_url, apiKey, timeoutMs: spec.timeout * SECOND, policyId: spec.policy_id, signal },
    messages: messages.map((message) => shortened(withoutOwnRisk(message), spec.max_message_chars)),
  });
  return riskOf(check, spec);
}

function riskOf({ violation, isInjection }: PolicyCheck, spec: GraySwanSpec): SecurityRisk {
  if (isInjection || violation > spec.medium_threshold) return SecurityRisk.High;
  return violation > spec.low_threshold ? SecurityRisk.Medium : SecurityRisk.Low;
}

/** The newest events, at most so many, and the system prompt before them. What belongs together stays together. */
function recent(entries: readonly Entry[], limit: number): LlmMessage[] {
  const [first] = entries;
  const head = first?.messages[0]?.role === 'system' ? [first] : [];
  const rest = entries.slice(head.length);
  let events = 0;
  const from = rest.findLastIndex(({ ids }) => (events += ids.length) > limit) + 1;
  return [...head, ...rest.slice(from)].flatMap(({ messages }) => messages);
}

function messageOf({ thought, tool_call: { id, name, arguments: values } }: ActionEvent): LlmMessage {
  const text = thought.map((part) => part.text).join(' ');
  return { role: 'assistant', text, toolCalls: [{ id, name, arguments: values }] };
}

function shortened(message: LlmMessage, most: number): LlmMessage {
  if ('text' in message) return { ...message, text: message.text.slice(0, most) };
  const content = message.content.map((part): Content =>
    part.type === 'text' ? { ...part, text: part.text.slice(0, most) } : part,
  );
  return { ...message, content };
}
