import type { AgentDefinition, SubAgents, Tool } from '@openhands-nest/agent-ports';
import type { TaskAction, TaskObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';
import { findAgent } from './find-agent.js';
import { taskDescription, unknownAgent } from './task-wording.js';

const USUAL = 'general-purpose';

/** Gives a task to a sub-agent and waits for its report. */
export function taskTool(agents: readonly AgentDefinition[], subAgents: SubAgents): Tool<TaskAction, TaskObservation> {
  return {
    name: ToolName.Task,
    kinds: { tool: 'TaskTool', action: ActionKind.Task, observation: ObservationKind.Task },
    description: taskDescription(agents),
    ...argumentsOf<TaskAction>(ActionKind.Task),
    annotations: {
      title: ToolName.Task,
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: false,
      openWorldHint: true,
    },
    // Tasks run side by side; one agent does one thing at a time.
    resourceOf: ({ resume }) => (resume ? `task:${resume}` : undefined),
    createExecutor: () => ({
      execute: (action, signal) => execute(action, agents, subAgents, signal),
      close: async () => undefined,
    }),
  };
}

async function execute(
  { prompt, subagent_type: type = USUAL, resume }: TaskAction,
  agents: readonly AgentDefinition[],
  subAgents: SubAgents,
  signal: AbortSignal,
): Promise<TaskObservation> {
  const definition = findAgent(agents, type);
  if (!definition) return observation('unknown', type, 'error', unknownAgent(type, agents));
  try {
    const outcome = await subAgents.run({ definition, prompt, signal, ...(resume && { resume }) });
    const text = outcome.text || 'The agent has finished without a report.';
    return observation(outcome.taskId, type, outcome.finished ? 'completed' : 'error', text);
  } catch (error) {
    signal.throwIfAborted();
    return observation('unknown', type, 'error', `The task could not be given: ${(error as Error).message}`);
  }
}

function observation(taskId: string, subagent: string, status: 'completed' | 'error', text: string): TaskObservation {
  return {
    kind: ObservationKind.Task,
    content: [textContent(text)],
    is_error: status === 'error',
    task_id: taskId,
    subagent,
    status,
  };
}
