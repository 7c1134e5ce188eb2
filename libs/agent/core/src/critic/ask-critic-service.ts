import type { ConversationEvent } from '@openhands-nest/contracts/events';
import type { CriticResult, CriticService } from '@openhands-nest/agent-ports';
import { PartKey } from '../conversation/conversation-secrets.js';
import type { EventDraft } from '../journal/draft.js';
import type { RunContext } from '../run/run-context.js';
import { toolSpecs } from '../run/tool-specs.js';
import { readView } from '../view/read-view.js';
import { serviceVerdict } from './service-verdict.js';

export type ServiceContext = Pick<
  RunContext,
  'journal' | 'log' | 'observationContent' | 'tools' | 'judges' | 'partKey'
>;

/**
 * Has a service judge the conversation as it will be with these events of the agent. @throws when it cannot, a sentence that holds no
 * key, or the signal's reason
 */
export async function askCriticService(
  context: ServiceContext,
  { url, model, timeoutMs, showsTools, labels }: CriticService,
  events: readonly EventDraft[],
  signal: AbortSignal,
): Promise<CriticResult> {
  const { journal, log, observationContent, tools, judges, partKey } = context;
  if (!judges) throw new Error('This server asks no critics elsewhere.');
  const view = await readView(log, journal.record, observationContent);
  const eventIds = view.history.entries.flatMap(({ ids }) => ids);
  for (const event of events) view.add(event as ConversationEvent, view.lastSeq + 1);
  const messages = view.beginReply();
  const apiKey = await partKey(PartKey.Critic);
  const values = await judges.scoreWork({
    ...{ url, model, timeoutMs, signal },
    // The calls in hand have no answers yet.
    messages: messages.slice(0, messages.findLastIndex(({ role }) => role !== 'tool') + 1),
    tools: showsTools ? toolSpecs(tools, false) : [],
    ...(apiKey !== undefined && { apiKey }),
  });
  return serviceVerdict(labels, values, [...eventIds, ...events.flatMap(({ id }) => id ?? [])]);
}
