import { ToolName } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import { ACP_USAGE, chosenModelOf } from '../acp/acp-state.js';
import { analyzerOf, confirmationOf, tagsOf } from './mutable-settings.js';
import { recallStateOf } from '../run/recalled.js';
import { wireAnalyzer } from '../security/wire-analyzer.js';
import { headIsEmpty } from '../view/branch.js';
import { hookConfigOf } from '../hooks/hook-state.js';
import { modelDocument, usageIdOf } from './switched-model.js';
import { wireStats } from './wire-stats.js';

/** Tools that every agent has without asking; the protocol names them by class. */
const BUILT_IN: Readonly<Record<string, string>> = { [ToolName.Finish]: 'FinishTool', [ToolName.Think]: 'ThinkTool' };

/** The whole state of a conversation as the `full_state` update of the Agent Server protocol carries it. Holds no secret. */
export function wireState(record: ConversationRecord, model: string | undefined): Record<string, unknown> {
  const { spec } = record;
  const recalled = recallStateOf(record);
  return {
    id: record.id,
    agent: wireAgentOf(record, model),
    workspace: { working_dir: spec.workspace.directory, kind: 'LocalWorkspace' },
    persistence_dir: null,
    max_iterations: spec.maxIterations,
    stuck_detection: spec.stuckDetection,
    execution_status: record.executionStatus,
    confirmation_policy: confirmationOf(record),
    security_analyzer: shownAnalyzer(record),
    activated_knowledge_skills: [...recalled.skills],
    invoked_skills: invokedSkills(record),
    activated_path_rules: [...recalled.rules],
    blocked_actions: {},
    blocked_messages: {},
    last_user_message_id: record.lastUserMessageId,
    leaf_event_id: record.leafEventId,
    head_is_empty: headIsEmpty(record),
    stats: wireStats(record),
    secret_registry: { secret_sources: {} },
    agent_state: {},
    hook_config: hookConfigOf(record) ?? null,
    tags: tagsOf(record),
  };
}

function shownAnalyzer(record: ConversationRecord): Readonly<Record<string, unknown>> | null {
  const analyzer = analyzerOf(record);
  return analyzer ? wireAnalyzer(analyzer) : null;
}

/** Kept by the tool itself. */
function invokedSkills({ agentState }: ConversationRecord): string[] {
  return [...((agentState[ToolName.InvokeSkill] as readonly string[] | undefined) ?? [])];
}

/** The agent as clients are shown it, with the model in force. */
export function wireAgentOf(record: ConversationRecord, model: string | undefined): Readonly<Record<string, unknown>> {
  const { agent, acp } = record.spec;
  if (agent && acp) return wireAcpAgent(record, agent);
  return agent ? { ...agent, llm: modelDocument(record) } : wireAgent(record, model);
}

/** Its model is the program's; what stands there is for those who look for one. */
function wireAcpAgent(
  record: ConversationRecord,
  agent: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const model = chosenModelOf(record) ?? null;
  return { ...agent, acp_model: model, llm: { model: model ?? ACP_USAGE, usage_id: ACP_USAGE } };
}

function wireAgent(record: ConversationRecord, model: string | undefined): Record<string, unknown> {
  const { spec, metrics } = record;
  const usageId = usageIdOf(record);
  const builtIn = spec.tools.flatMap((name) => BUILT_IN[name] ?? []);
  return {
    kind: 'Agent',
    llm: modelDocument(record) ?? { model: model ?? metrics[usageId]?.model_name ?? 'unset', usage_id: usageId },
    tools: spec.tools.filter((name) => !BUILT_IN[name]).map((name) => ({ name, params: {} })),
    mcp_config: {},
    include_default_tools: builtIn,
  };
}
