import { acpModelsOf, wireState, type ConversationView, type Engine } from '@openhands-nest/agent-core';
import { ConversationInfoQuery, type ConversationInfo } from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { lastOfEach, type QueryParameters } from '../events/event-query.js';
import { runtimeInfo } from '../conversation-runtime/runtime-info.js';

/** Clients never read them, and they can be hundreds of kilobytes. */
function withoutSkills(agent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const context = agent['agent_context'];
  if (typeof context !== 'object' || context === null) return agent;
  return { ...agent, agent_context: { ...context, skills: [] } };
}

/** A conversation as the Agent Server API shows it: its state, and what is known of it beside. */
export function toConversationInfo(view: ConversationView, children: readonly string[] = []): ConversationInfo {
  const { record } = view;
  const { activated_path_rules: _, head_is_empty: __, ...state } = wireState(record, undefined);
  return {
    ...(state as unknown as ConversationInfo),
    title: record.title,
    metrics: null,
    created_at: record.createdAt,
    updated_at: record.updatedAt ?? record.createdAt,
    forked_from_conversation_id: record.spec.forkedFrom?.conversationId ?? null,
    forked_from_event_id: record.spec.forkedFrom?.eventId ?? null,
    parent_conversation_id: record.spec.parentId ?? null,
    sub_conversation_ids: [...children],
    ...modelInfo(record),
    launched_agent_profile: record.spec.launchedProfile ? { ...record.spec.launchedProfile } : null,
    client_tools: (record.spec.clientTools ?? []).map((spec) => ({ ...spec })),
    tool_module_qualnames: {},
    runtime_info: runtimeInfo(view),
  };
}

/** What an agent in a program of its own says of its models. */
function modelInfo(
  record: ConversationView['record'],
): Pick<ConversationInfo, 'current_model_id' | 'available_models' | 'supports_runtime_model_switch'> {
  const { model, models, canSwitch } = acpModelsOf(record);
  return {
    current_model_id: model,
    available_models: models.map(({ id, name, description }) => ({ model_id: id, name, description })),
    supports_runtime_model_switch: canSwitch,
  };
}

/**
 * Conversations as they were asked for, with those that were started from each; undefined for those that are not there. Without the
 * skills inlined in their agents, unless they are wanted. @throws InvalidValueError
 */
export async function conversationInfos(
  engine: Engine,
  views: readonly (ConversationView | undefined)[],
  parameters: QueryParameters,
): Promise<(ConversationInfo | undefined)[]> {
  const { include_skills: wanted } = parseValue(ConversationInfoQuery, lastOfEach(parameters), ['query']);
  const children = await engine.childrenOf(views.flatMap((view) => (view ? [view.record.id] : [])));
  return views.map((view) => {
    const info = view && toConversationInfo(view, children.get(view.record.id));
    return wanted || !info ? info : { ...info, agent: withoutSkills(info.agent) };
  });
}

/** Of what was used, a list of conversations has the sums: call by call it is kilobytes for each. */
export function asListed(info: ConversationInfo): ConversationInfo {
  const { usage_to_metrics: used } = info.stats as { usage_to_metrics: Readonly<Record<string, object>> };
  const sums = Object.entries(used).map(([usageId, metrics]) => [
    usageId,
    { ...metrics, costs: [], response_latencies: [], token_usages: [] },
  ]);
  return { ...info, stats: { usage_to_metrics: Object.fromEntries(sums) as Record<string, object> } };
}

/** The same for one. */
export async function conversationInfo(
  engine: Engine,
  view: ConversationView,
  parameters: QueryParameters,
): Promise<ConversationInfo> {
  const [info = toConversationInfo(view)] = await conversationInfos(engine, [view], parameters);
  return info;
}
