import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import {
  UnknownTaskError,
  type ConversationRecord,
  type LlmSettings,
  type SubAgents,
  type TaskOutcome,
  type TaskRequest,
} from '@openhands-nest/agent-ports';
import type { SecretsKeeper } from '../conversation/conversation-secrets.js';
import type { ModelInUse } from '../conversation/model-in-use.js';
import { StopReason } from '../conversation/stop-reason.js';
import { briefStats } from '../conversation/wire-stats.js';
import type { EngineOptions } from '../engine.js';
import { stateUpdate } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import { textParts } from '../run/messages.js';
import { childRecord } from './child-record.js';
import type { ChildConversation, Family } from './family.js';
import { lastWords } from './last-words.js';
import { Slots } from './slots.js';
import { sumMetrics } from './sum-metrics.js';
import { nextTaskId, tasksOf, withTask } from './task-registry.js';

/** Sub-agents of one conversation that work at the same time; more of them wait. */
const MAX_AT_ONCE = 16;

export interface SubAgentHostOptions {
  readonly journal: Journal;
  readonly model: ModelInUse;
  readonly secrets: SecretsKeeper;
  readonly family: Family;
  readonly options: EngineOptions;
}

interface Task {
  readonly id: string;
  readonly conversationId: string;
  readonly usageId: string;
}

/** Sets sub-agents to work for one conversation: each has a conversation and a log of its own, in the same workspace. */
export class SubAgentHost implements SubAgents {
  private readonly working = new Set<ChildConversation>();
  private readonly slots = new Slots(MAX_AT_ONCE);

  constructor(private readonly parts: SubAgentHostOptions) {}

  taskIds(): readonly string[] {
    const tasks = Object.entries(tasksOf(this.parts.journal.record));
    return tasks.flatMap(([id, { usageId }]) => (usageId === undefined ? [id] : []));
  }

  async run(request: TaskRequest): Promise<TaskOutcome> {
    return this.slots.use(async () => {
      const task = request.resume === undefined ? await this.begin(request) : this.known(request.resume);
      return this.work(task, request);
    }, request.signal);
  }

  /** Those that work now stop after their current step. */
  async pause(): Promise<void> {
    await Promise.all([...this.working].map((child) => child.pause()));
  }

  /** Registered before it exists, so that whoever deletes the parent finds it. */
  private async begin({ definition, usageId }: TaskRequest): Promise<Task> {
    const { journal, secrets, family, options } = this.parts;
    const llm = await this.modelOf(definition.model);
    const conversationId = options.ids.uuid();
    let id = '';
    const { record } = await journal.transact((current) => {
      id = nextTaskId(current);
      const task = { conversationId, name: definition.name, ...(usageId === undefined ? {} : { usageId }) };
      return { patch: { agentState: withTask(current, id, task) } };
    });
    const { environment, mcpServers } = await secrets.read();
    const child = { id: conversationId, taskId: id, definition, llm };
    await family.create(childRecord(record, child, options), {
      environment,
      ...(mcpServers ? { mcpServers } : {}),
      ...(llm?.apiKey === undefined ? {} : { modelKey: llm.apiKey }),
    });
    return { id, conversationId, usageId: usageId ?? `task:${id}` };
  }

  private known(id: string): Task {
    const task = tasksOf(this.parts.journal.record)[id];
    if (!task || task.usageId !== undefined) throw new UnknownTaskError(id, this.taskIds());
    return { id, conversationId: task.conversationId, usageId: `task:${id}` };
  }

  private async work(task: Task, { prompt, signal, usageId }: TaskRequest): Promise<TaskOutcome> {
    const { family } = this.parts;
    const child = await family.open(task.conversationId);
    const stopCounting = this.countCost(task, child, usageId !== undefined);
    const cutOff = (): void => void (signal.reason === StopReason.Shutdown || child.interrupt().catch(() => undefined));
    signal.addEventListener('abort', cutOff, { once: true });
    this.working.add(child);
    try {
      signal.throwIfAborted();
      await child.send(textParts(prompt), true);
      if (signal.aborted) cutOff();
      await untilEnd(child, signal);
      signal.throwIfAborted();
      return await this.outcomeOf(task, child.record);
    } finally {
      this.working.delete(child);
      signal.removeEventListener('abort', cutOff);
      stopCounting();
      await family.putAway(task.conversationId);
    }
  }

  private async outcomeOf({ id, conversationId }: Task, record: ConversationRecord): Promise<TaskOutcome> {
    const words = await lastWords(this.parts.options.storage.events, conversationId);
    const finished = record.executionStatus === ExecutionStatus.Finished;
    const text = finished
      ? words
      : [whyStopped(record), words && `It last said:\n${words}`].filter(Boolean).join('\n\n');
    return { taskId: id, conversationId, finished, text };
  }

  /** The parent shows what its sub-agents cost, as they spend it. Returns how to stop. */
  private countCost({ usageId }: Task, child: ChildConversation, adds: boolean): () => void {
    const { journal } = this.parts;
    const before = adds ? journal.record.metrics[usageId] : undefined;
    let counted = child.record.metrics;
    return child.watch(({ metrics }) => {
      if (metrics === counted) return;
      counted = metrics;
      const spent = sumMetrics([...(before ? [before] : []), ...Object.values(metrics)]);
      if (!spent) return;
      // A lost lease shows at the next commit of the run itself.
      journal
        .transact((record) => {
          const all = { ...record.metrics, [usageId]: spent };
          return { events: [stateUpdate('stats', briefStats(all))], patch: { metrics: all } };
        })
        .catch(() => undefined);
    });
  }

  private async modelOf(name: string): Promise<LlmSettings | undefined> {
    const { model, options } = this.parts;
    if (name === '' || name === 'inherit') return model.settings();
    const named = await options.namedModel?.(name);
    if (named) return named;
    throw new Error(`There is no model profile "${name}". Name one that exists, or "inherit".`);
  }
}

/** Calls that a policy holds back are carried out: who let the sub-agent work has approved of what it does. */
async function untilEnd(child: ChildConversation, signal: AbortSignal): Promise<void> {
  await child.idle();
  while (child.record.executionStatus === ExecutionStatus.WaitingForConfirmation && !signal.aborted) {
    await child.run();
    await child.idle();
  }
}

function whyStopped({ failure, executionStatus }: ConversationRecord): string {
  return failure ?? `The sub-agent stopped before it was finished; its status is ${executionStatus}.`;
}
