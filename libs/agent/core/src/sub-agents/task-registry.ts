import type { ConversationRecord } from '@openhands-nest/agent-ports';

/** Where it is kept which tasks a conversation has given away. */
export const TASKS_STATE_KEY = 'sub_agents';

/** A task that was given to a sub-agent. */
export interface RegisteredTask {
  readonly conversationId: string;
  /** Name of the agent's definition. */
  readonly name: string;
  /** Set for one that the model knows nothing of. */
  readonly usageId?: string;
}

export type TaskRegistry = Readonly<Record<string, RegisteredTask>>;

/** By task id, in the order of their beginning. */
export function tasksOf({ agentState }: Pick<ConversationRecord, 'agentState'>): TaskRegistry {
  return (agentState[TASKS_STATE_KEY] as TaskRegistry | undefined) ?? {};
}

export function nextTaskId(record: ConversationRecord): string {
  const number = Object.keys(tasksOf(record)).length + 1;
  return `task_${number.toString(16).padStart(8, '0')}`;
}

export function withTask(
  record: ConversationRecord,
  taskId: string,
  task: RegisteredTask,
): ConversationRecord['agentState'] {
  return { ...record.agentState, [TASKS_STATE_KEY]: { ...tasksOf(record), [taskId]: task } };
}
