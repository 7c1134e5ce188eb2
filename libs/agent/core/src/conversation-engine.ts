import { ConversationStatus, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import {
  AlreadyExistsError,
  ConversationOwnedElsewhereError,
  LlmNotConfiguredError,
  type ConversationRecord,
  type PluginSpec,
  type SecretSource,
} from '@openhands-nest/agent-ports';
import { documentsOf } from './conversation/conversation-documents.js';
import { dismantle } from './conversation/dismantle.js';
import { deleteSecrets, readSecrets, writeFirstSecrets, writeSecrets } from './conversation/conversation-secrets.js';
import { childOf } from './conversation/child.js';
import { forkOf } from './conversation/fork.js';
import { newRecord } from './conversation/new-record.js';
import { switchedModel, type ModelChoice } from './conversation/switched-model.js';
import { ConversationQueries } from './conversation-queries.js';
import type {
  ConfirmationResponse,
  ConversationChange,
  ConversationView,
  CreateConversation,
  Engine,
  ForkConversation,
  SendMessage,
  StartChild,
} from './engine.js';
import { tasksOf } from './sub-agents/task-registry.js';

/** The engine: its commands, which open the conversation they need, beside the queries. */
export class ConversationEngine extends ConversationQueries implements Engine {
  async create(request: CreateConversation): Promise<{ view: ConversationView; created: boolean }> {
    const id = request.conversationId ?? this.options.ids.uuid();
    if (request.conversationId !== undefined && (await this.find(id)))
      return { view: await this.start(id), created: false };
    const runs = request.initialMessage !== undefined || request.replay !== undefined;
    // Refuses a model whose name says nothing, before anything is stored.
    if (request.llm) this.options.createLlm(request.llm);
    else if (runs && !request.replay && !request.acp) await this.requireModel();
    try {
      await this.options.storage.conversations.create(newRecord(id, request, this.options));
    } catch (error) {
      if (error instanceof AlreadyExistsError) return { view: await this.start(id), created: false };
      throw error;
    }
    await writeFirstSecrets(this.options.storage.settings, id, request);
    const conversation = await this.conversations.use(id);
    if (request.initialMessage) await conversation.send(request.initialMessage, true);
    else if (request.replay) await conversation.run();
    else await conversation.start();
    return { view: this.viewOf(conversation.record), created: true };
  }

  async start(conversationId: string): Promise<ConversationView> {
    const conversation = await this.conversations.use(conversationId);
    await conversation.start();
    return this.viewOf(conversation.record);
  }

  async prepare(conversationId: string): Promise<string> {
    return (await this.conversations.use(conversationId)).readyDirectory();
  }

  async stop(conversationId: string): Promise<ConversationView> {
    const before = await this.get(conversationId);
    if (before.status === ConversationStatus.Stopped && !this.conversations.peek(conversationId)) return before;
    const conversation = await this.conversations.use(conversationId);
    await conversation.stop();
    return this.viewOf(conversation.record);
  }

  async send(conversationId: string, { content, run, isAside }: SendMessage): Promise<void> {
    await (await this.conversations.use(conversationId)).send(content, run, isAside);
  }

  async run(conversationId: string): Promise<void> {
    await (await this.conversations.use(conversationId)).run();
  }

  async change(conversationId: string, change: ConversationChange): Promise<void> {
    await (await this.conversations.use(conversationId)).change(change);
  }

  async switchModel(conversationId: string, choice: ModelChoice): Promise<void> {
    await (await this.conversations.use(conversationId)).switchModel(choice);
  }

  async switchAcpModel(conversationId: string, model: string): Promise<void> {
    await (await this.conversations.use(conversationId)).asides.switchAcpModel(model);
  }

  async condense(conversationId: string): Promise<void> {
    await (await this.conversations.use(conversationId)).asides.condense();
  }

  async ask(conversationId: string, question: string): Promise<string> {
    return (await this.conversations.use(conversationId)).asides.ask(question);
  }

  async fork(conversationId: string, request: ForkConversation): Promise<ConversationView> {
    const { storage, ids } = this.options;
    const { record: source } = await this.get(conversationId);
    const { record, events } = await forkOf(source, request.conversationId ?? ids.uuid(), request, this.options);
    await storage.conversations.createWith(record, events);
    await writeSecrets(storage.settings, record.id, await readSecrets(storage.settings, source.id));
    const fork = await this.conversations.use(record.id);
    await fork.startFork(source.executionStatus === ExecutionStatus.Running);
    return this.viewOf(fork.record);
  }

  async startChild(conversationId: string, request: StartChild): Promise<ConversationView> {
    const { storage, ids } = this.options;
    const { record: parent } = await this.get(conversationId);
    if (!parent.spec.llm && !parent.spec.acp && !switchedModel(parent)) await this.requireModel();
    const record = childOf(parent, request.conversationId ?? ids.uuid(), request, this.options);
    await storage.conversations.create(record);
    await writeSecrets(storage.settings, record.id, await readSecrets(storage.settings, parent.id));
    const child = await this.conversations.use(record.id);
    await child.send(request.task, true);
    return this.viewOf(child.record);
  }

  async navigate(conversationId: string, eventId: string | null): Promise<ConversationView> {
    const conversation = await this.conversations.use(conversationId);
    await conversation.navigate(eventId);
    return this.viewOf(conversation.record);
  }

  async startGoal(conversationId: string, goal: { objective: string; maxIterations: number }): Promise<void> {
    await (await this.conversations.use(conversationId)).goal.start(goal.objective, goal.maxIterations);
  }

  async stopGoal(conversationId: string): Promise<void> {
    await (await this.conversations.use(conversationId)).goal.stop();
  }

  async resumeGoal(conversationId: string): Promise<void> {
    await (await this.conversations.use(conversationId)).goal.resume();
  }

  async addPlugin(conversationId: string, plugin: PluginSpec): Promise<void> {
    await (await this.conversations.use(conversationId)).addPlugin(plugin);
  }

  async addSecrets(conversationId: string, secrets: Readonly<Record<string, SecretSource>>): Promise<void> {
    await (await this.conversations.use(conversationId)).addSecrets(secrets);
  }

  async respondToConfirmation(conversationId: string, response: ConfirmationResponse): Promise<void> {
    await (await this.conversations.use(conversationId)).respondToConfirmation(response);
  }

  async pause(conversationId: string): Promise<void> {
    await (await this.conversations.use(conversationId)).pause();
  }

  async interrupt(conversationId: string): Promise<void> {
    await (await this.conversations.use(conversationId)).interrupt();
  }

  async delete(conversationId: string): Promise<boolean> {
    const view = await this.find(conversationId);
    if (!view) return false;
    const { conversations } = this.options.storage;
    const deleted = await this.conversations.remove(conversationId, async (fence) => {
      // Before their parent, which is where they are known from.
      const parent = await conversations.find(conversationId);
      for (const task of Object.values(parent ? tasksOf(parent) : {})) await this.delete(task.conversationId);
      return conversations.delete(conversationId, fence);
    });
    await deleteSecrets(this.options.storage.settings, conversationId);
    await this.options.storage.settings.deleteAll(documentsOf(conversationId));
    this.feeds.end(conversationId);
    if (deleted) await dismantle(view.record, this.options);
    await this.options.workspaces.discard(conversationId);
    return deleted;
  }

  async standDown(): Promise<void> {
    await this.conversations.standDown();
  }

  async recover(): Promise<void> {
    const { workspaces, storage, logger, resumeRuns } = this.options;
    const orphans = await workspaces.reapOrphans();
    if (orphans > 0) logger.warn('Ended processes that an earlier server had left behind.', { processes: orphans });
    const interrupted = await storage.conversations.listInterrupted();
    await Promise.all(interrupted.map((record) => this.recoverOne(record, resumeRuns ?? true)));
  }

  async close(): Promise<void> {
    await this.conversations.close();
  }

  private async recoverOne({ id }: ConversationRecord, resume: boolean): Promise<void> {
    try {
      await (await this.conversations.use(id)).recover(resume);
    } catch (error) {
      const level = error instanceof ConversationOwnedElsewhereError ? 'info' : 'error';
      this.options.logger[level]('A conversation could not be picked up again.', {
        conversationId: id,
        error: String(error),
      });
    }
  }

  private async requireModel(): Promise<void> {
    if (!(await this.options.llmSettings())) throw new LlmNotConfiguredError();
  }
}
