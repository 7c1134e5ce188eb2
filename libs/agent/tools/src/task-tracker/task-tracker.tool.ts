import type { Tool, ToolExecutor, ToolState } from '@openhands-nest/agent-ports';
import type { TaskItem, TaskTrackerAction, TaskTrackerObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';

const DESCRIPTION = `Keeps the task list of this conversation.

Use it for work of three or more steps: plan the list first, keep exactly one task in_progress, and plan again as soon as a task is done or the plan changes. plan replaces the whole list; view shows it. Not worth it for a single small step.`;

const SIGNS = { todo: '[ ]', in_progress: '[>]', done: '[x]' } as const;

/** The agent's task list. */
export function taskTrackerTool(): Tool<TaskTrackerAction, TaskTrackerObservation> {
  return {
    name: ToolName.TaskTracker,
    kinds: { tool: 'TaskTrackerTool', action: ActionKind.TaskTracker, observation: ObservationKind.TaskTracker },
    description: DESCRIPTION,
    ...argumentsOf<TaskTrackerAction>(ActionKind.TaskTracker),
    annotations: {
      title: 'task_tracker',
      readOnlyHint: false,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
    resourceOf: () => ToolName.TaskTracker,
    createExecutor: ({ state }) => new TaskTrackerExecutor(state),
  };
}

/** The list lives in the conversation's state, so it is there again after a restart. */
class TaskTrackerExecutor implements ToolExecutor<TaskTrackerAction, TaskTrackerObservation> {
  constructor(private readonly state: ToolState) {}

  async execute(
    { command = 'view', task_list = [] }: TaskTrackerAction,
    signal: AbortSignal,
  ): Promise<TaskTrackerObservation> {
    signal.throwIfAborted();
    if (command === 'plan') this.state.set(task_list);
    const tasks = this.tasks();
    return {
      kind: ObservationKind.TaskTracker,
      content: [textContent(describe(command, tasks))],
      is_error: false,
      command,
      task_list: tasks,
    };
  }

  async close(): Promise<void> {
    // The state belongs to the conversation.
  }

  private tasks(): TaskItem[] {
    const stored = this.state.get();
    return Array.isArray(stored) ? (stored as TaskItem[]) : [];
  }
}

function describe(command: 'view' | 'plan', tasks: readonly TaskItem[]): string {
  if (tasks.length === 0)
    return command === 'plan' ? 'The task list is now empty.' : 'There is no task list yet. Make one with plan.';
  const heading = command === 'plan' ? 'The task list was saved:' : 'The task list:';
  return [heading, ...tasks.map(line)].join('\n');
}

function line({ title, notes, status }: TaskItem, index: number): string {
  return `${index + 1}. ${SIGNS[status ?? 'todo']} ${title}${notes ? `\n   ${notes}` : ''}`;
}
