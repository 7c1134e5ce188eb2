import { RuntimeStatus, ToolName } from '@openhands-nest/contracts/vocabulary';
import {
  SetupPhase,
  type AgentDefinition,
  type CondenserSpec,
  type ConfirmationPolicySpec,
  type ConversationRecord,
  type LlmSettings,
  type PermissionMode,
} from '@openhands-nest/agent-ports';
import { confirmationOf } from '../conversation/mutable-settings.js';
import { newRecord } from '../conversation/new-record.js';
import { workspaceStateOf } from '../conversation/setup.js';
import type { EngineOptions } from '../engine.js';

/** Long work must not end because the model's memory is full. */
const CONDENSER: CondenserSpec = { maxSize: 240, keepFirst: 2 };
const POLICIES: Readonly<Record<PermissionMode, ConfirmationPolicySpec>> = {
  always_confirm: { kind: 'AlwaysConfirm' },
  never_confirm: { kind: 'NeverConfirm' },
  confirm_risky: { kind: 'ConfirmRisky', threshold: 'HIGH', confirm_unknown: true },
};

export interface Child {
  readonly id: string;
  readonly taskId: string;
  readonly definition: AgentDefinition;
  readonly llm: LlmSettings | undefined;
}

/** The conversation of a sub-agent: in its parent's workspace, with the parent's MCP servers, and otherwise as its definition says. */
export function childRecord(parent: ConversationRecord, child: Child, options: EngineOptions): ConversationRecord {
  const { definition, llm, id } = child;
  const { hooks, condenser = CONDENSER, max_iteration_per_run: steps, system_prompt: instructions } = definition;
  const { agent } = parent.spec;
  const record = newRecord(
    id,
    {
      title: definition.name,
      titles: { automatic: false },
      directory: parent.spec.workspace.directory,
      parentId: parent.id,
      tools: [...new Set([...definition.tools, ToolName.Think, ToolName.Finish])],
      ...(instructions && { instructions }),
      ...(llm && { llm }),
      ...(hooks && { hooks }),
      ...(condenser && { condenser }),
      maxIterations: steps ?? parent.spec.maxIterations,
      stuckDetection: parent.spec.stuckDetection,
      confirmation: policyOf(parent, definition),
    },
    options,
  );
  return {
    ...record,
    spec: {
      ...record.spec,
      ...budgetOf(parent, definition),
      ...(agent?.['mcp_config'] ? { agent: agentLike(record, agent) } : {}),
      workspace: parent.spec.workspace,
      subAgent: {
        name: definition.name,
        taskId: child.taskId,
        depth: (parent.spec.subAgent?.depth ?? 0) + 1,
        ...(definition.skills.length > 0 && { skills: definition.skills }),
      },
    },
    setup: SetupPhase.Done,
    runtimeStatus: RuntimeStatus.Ready,
    agentState: workspaceStateOf(parent),
  };
}

/** What clients are shown as the agent, with the servers of its parent. */
function agentLike(
  { spec }: ConversationRecord,
  parent: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const tools = spec.tools.map((name) => ({ name, params: {} }));
  return { kind: 'Agent', llm: parent['llm'], tools, mcp_config: parent['mcp_config'] };
}

function budgetOf(parent: ConversationRecord, definition: AgentDefinition): { maxBudget?: number } {
  const maxBudget = definition.max_budget_per_run ?? parent.spec.maxBudget;
  return maxBudget === undefined ? {} : { maxBudget };
}

function policyOf(parent: ConversationRecord, { permission_mode: mode }: AgentDefinition): ConfirmationPolicySpec {
  return mode === null ? confirmationOf(parent) : POLICIES[mode];
}
