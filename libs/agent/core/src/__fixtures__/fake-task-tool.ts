import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import type { AgentDefinition, EquipmentProvider, SubAgents, Tool } from '@openhands-nest/agent-ports';
import { fakeGrep } from './fake-tools.js';

export function anAgentDefinition(overrides: Partial<AgentDefinition> = {}): AgentDefinition {
  return {
    name: 'helper',
    description: 'Helps.',
    model: 'inherit',
    color: null,
    tools: ['terminal'],
    skills: [],
    system_prompt: 'You help.',
    source: null,
    level: 'builtin',
    when_to_use_examples: [],
    hooks: null,
    permission_mode: null,
    max_iteration_per_run: null,
    max_budget_per_run: null,
    mcp_config: null,
    profile_store_dir: null,
    metadata: {},
    ...overrides,
  };
}

/** Offers `task`, which sets the given agent to work, to every conversation. */
export function tasksFor(definition: AgentDefinition = anAgentDefinition()): EquipmentProvider {
  return {
    equip: async ({ subAgents }) => ({
      tools: [taskTool(subAgents, definition)],
      instructions: [],
      close: async () => undefined,
    }),
  };
}

function taskTool(subAgents: SubAgents, definition: AgentDefinition): Tool {
  return {
    ...fakeGrep(() => ''),
    name: ToolName.Task,
    kinds: { tool: 'TaskTool', action: ActionKind.Task, observation: ObservationKind.Task },
    parse: (values) => ({ ...values, kind: ActionKind.Task }) as never,
    createExecutor: () => ({
      execute: async (action, signal) => {
        const { prompt, resume } = action as { prompt: string; resume?: string };
        const outcome = await subAgents.run({ definition, prompt, signal, ...(resume && { resume }) });
        return {
          kind: ObservationKind.Task,
          content: [{ type: 'text', text: outcome.text }],
          is_error: !outcome.finished,
          task_id: outcome.taskId,
          subagent: definition.name,
          status: outcome.finished ? 'completed' : 'error',
        };
      },
      close: async () => undefined,
    }),
  };
}
