import type { ConversationRecord, LlmReply } from '@openhands-nest/agent-ports';
import { budgetOf } from '../conversation/mutable-settings.js';
import { briefStats } from '../conversation/wire-stats.js';
import { stateUpdate, type Change } from '../journal/draft.js';
import { addReply } from '../reply/metrics.js';

/** Ids under which calls are counted that are not the agent's own. */
export const UsageId = {
  Condenser: 'condenser',
  AskAgent: 'ask-agent-llm',
  Title: 'title',
  GoalJudge: 'goal-judge',
} as const;

/** Who was asked: the id under which that counts, and the model's name. */
export interface Asked {
  readonly usageId: string;
  readonly model: string;
}

/** Counts what a reply has cost, and tells clients. */
export function usageChange(record: ConversationRecord, { usageId, model }: Asked, reply: LlmReply): Change {
  const used = addReply(record.metrics[usageId], model, reply, budgetOf(record));
  const metrics = { ...record.metrics, [usageId]: used };
  return { events: [stateUpdate('stats', briefStats(metrics))], patch: { metrics } };
}
