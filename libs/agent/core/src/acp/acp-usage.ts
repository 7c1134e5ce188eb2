import type { AcpReply, ConversationRecord, LlmReply, ReplyTiming } from '@openhands-nest/agent-ports';
import { combine, type Change } from '../journal/draft.js';
import { usageChange } from '../run/usage.js';
import { ACP_USAGE, acpStateOf, currentModelOf, withAcpState } from './acp-state.js';

/** Counts what a prompt has cost. An agent tells what its session has cost so far; the rest is what this prompt adds. */
export function acpUsageChange(
  record: ConversationRecord,
  usageId: string,
  { usage, sessionCost }: AcpReply,
  timing: ReplyTiming,
): Change {
  const { session, cost = 0 } = acpStateOf(record);
  const reply: LlmReply = {
    ...{ responseId: session?.id ?? '', text: '', thinkingBlocks: [], toolCalls: [], finishReason: 'stop' },
    ...{ usage, timing },
    cost: sessionCost === undefined ? 0 : Math.max(sessionCost - cost, 0),
  };
  const counted = usageChange(record, { usageId, model: currentModelOf(record) ?? ACP_USAGE }, reply);
  if (sessionCost === undefined) return counted;
  return combine(counted, { patch: { agentState: withAcpState(record, { cost: sessionCost }) } });
}
