import type { Content } from '@openhands-nest/contracts/events';
import {
  RunInProgressError,
  ServerClosingError,
  type ConversationRecord,
  type PluginSpec,
  type SecretSource,
} from '@openhands-nest/agent-ports';
import type { ConfirmationResponse, ConversationChange, EngineOptions, Frame } from '../engine.js';
import type { Feed } from '../feed/feed.js';
import { combine } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import { messageChange, plainText } from '../run/messages.js';
import type { RunContext } from '../run/run-context.js';
import type { Family } from '../sub-agents/family.js';
import { SubAgentHost } from '../sub-agents/sub-agent-host.js';
import { openCallsOf } from '../view/open-calls-of.js';
import { GoalLoop } from '../goal/goal-loop.js';
import { Announcer } from './announcer.js';
import { Asides } from './asides.js';
import { pluginChange } from './added-plugins.js';
import { changeSettings } from './change-settings.js';
import { pausedChange, rejectedChange, revivedChange, wokenChange } from './changes.js';
import { SecretsKeeper } from './conversation-secrets.js';
import { Kit } from './kit.js';
import { ModelInUse } from './model-in-use.js';
import { Recollection } from './recollection.js';
import { leftBehindCallFeedback } from '../prompts/feedback.js';
import { navigate } from './navigate.js';
import { runContextOf } from './run-context-of.js';
import { recoverRun } from './recover-run.js';
import { RunSupervisor } from './run-supervisor.js';
import { Setup, workingDirectory } from './setup.js';
import { StopReason } from './stop-reason.js';
import type { ModelChoice } from './switched-model.js';

/** A conversation that this process owns: its commands, its run, its workspace and its tools. */
export class Conversation {
  /** Milliseconds since the epoch of the last command or the end of the last run. */
  lastUsedAt: number;
  private closing = false;
  private readonly secrets: SecretsKeeper;
  private readonly model: ModelInUse;
  private readonly setup: Setup;
  private readonly subAgents: SubAgentHost;
  private readonly kit: Kit;
  private readonly recollection: Recollection;
  private readonly runs: RunSupervisor;
  private readonly beside: Asides;
  private readonly goalLoop: GoalLoop;
  private readonly announcer: Announcer;
  private readonly context: RunContext;

  constructor(
    private readonly journal: Journal,
    feed: Feed,
    private readonly options: EngineOptions,
    family: Family,
  ) {
    const { clock, logger, storage, provisioner } = options;
    this.lastUsedAt = clock.now();
    this.setup = new Setup(journal, provisioner, logger);
    this.secrets = new SecretsKeeper(storage.settings, journal.record.id);
    this.model = new ModelInUse(journal, this.secrets, options);
    this.announcer = new Announcer(journal, feed, this.model, options);
    this.subAgents = new SubAgentHost({ journal, model: this.model, secrets: this.secrets, family, options });
    this.kit = new Kit(journal, options, this.model, this.subAgents);
    this.recollection = new Recollection(journal, options, this.kit, this.setup);
    this.runs = new RunSupervisor({
      journal,
      log: storage.events,
      clock,
      logger,
      context: () => this.contextOfRun(),
      opening: () => this.kit.opening(),
      onEnd: () => this.afterRun(),
    });
    const { model, runs, kit, setup, recollection, announcer } = this;
    const context = runContextOf({ journal, options, kit, model, setup, recollection, announcer });
    this.context = context;
    this.beside = new Asides({ journal, model, runs, context, options, onNamed: () => announcer.state() });
    this.goalLoop = new GoalLoop({
      journal,
      log: storage.events,
      runs,
      logger,
      observationContent: options.observationContent,
      tell: (content) => this.store(content, false),
      run: () => this.run(),
      judge: () => this.model.require(),
    });
    journal.listen(({ stored }) => feed.publish(stored));
  }

  get record(): ConversationRecord {
    return this.journal.record;
  }

  /** Whether there is work that must not be put away. */
  get running(): boolean {
    return this.runs.running || this.goalLoop.active;
  }

  /** Tells of every change of its record. Returns how to stop listening. */
  watch(listener: (record: ConversationRecord) => void): () => void {
    return this.journal.listen(({ record }) => listener(record));
  }

  /** Resolves when no run is active. */
  idle(): Promise<void> {
    return this.runs.idle();
  }

  /** Makes it live and begins to set the workspace up, if need be; returns without waiting for that. */
  async start(): Promise<void> {
    this.touch();
    await this.journal.transact(revivedChange);
    this.setup.begin();
  }

  /** Resolves with its working directory, once it is set up. @throws ProvisionError */
  async readyDirectory(): Promise<string> {
    await this.start();
    await this.setup.ready();
    return workingDirectory(this.record);
  }

  /** Stores a message; with `run` the agent is set to work on it, or sees it at its next step. */
  async send(content: readonly Content[], run: boolean, isAside?: boolean): Promise<void> {
    this.touch();
    await this.goalLoop.stop();
    await this.store(content, run, isAside);
  }

  private async store(content: readonly Content[], run: boolean, isAside = false): Promise<void> {
    const loads = run && !this.runs.attentive;
    if (loads) await this.model.load();
    const id = this.options.ids.uuid();
    const addition = await this.recollection.forMessage(content);
    let unseen = false;
    let untitled = false;
    await this.journal.transact((record) => {
      untitled = record.title === null;
      unseen = !this.runs.attentive;
      return combine(
        { events: this.kit.opening() },
        messageChange(record, id, content, { ...addition(record, id), isAside }),
        unseen ? wokenChange(record) : {},
      );
    });
    if (untitled && this.record.title !== null) this.beside.nameAfter(plainText(content));
    if (run && unseen) await this.runNext(loads);
  }

  /** Resolves when the status `running` is on disk. @throws RunInProgressError, LlmNotConfiguredError */
  async run(): Promise<void> {
    this.touch();
    if (await this.runs.takePauseBack()) return this.runs.attentive ? undefined : this.runNext(false);
    if (this.runs.running) throw new RunInProgressError(this.record.id);
    await this.model.load();
    if (this.runs.running) throw new RunInProgressError(this.record.id);
    await this.runs.begin();
  }

  async change(change: ConversationChange): Promise<void> {
    this.touch();
    await changeSettings(this.journal, this.secrets, change);
  }

  /** Running commands keep the environment that they have; the next ones see the new one. */
  async addSecrets(added: Readonly<Record<string, SecretSource>>): Promise<void> {
    this.touch();
    await this.secrets.change((before) => ({ ...before, environment: { ...before.environment, ...added } }));
    if (!this.runs.running) await this.kit.close();
  }

  /** The next step has what the plugin brings, also within a run. */
  async addPlugin(plugin: PluginSpec): Promise<void> {
    this.touch();
    await this.journal.transact((record) => pluginChange(record, plugin));
    this.kit.refresh();
  }

  /** The next step asks this model, also within a run. */
  async switchModel(choice: ModelChoice): Promise<void> {
    this.touch();
    await this.model.switch(choice);
  }

  /** Makes the branch that ends in this event the one that the agent sees. @throws RunInProgressError, EventNotFoundError */
  async navigate(eventId: string | null): Promise<void> {
    this.touch();
    await navigate(this.journal, this.options.storage.events, eventId, () => {
      if (this.runs.running) throw new RunInProgressError(this.record.id);
    });
  }

  /** A fork does not repeat what was in flight in the conversation that it comes from. */
  async startFork(sourceWasRunning: boolean): Promise<void> {
    if (sourceWasRunning) await this.runs.answerLostCalls(() => ({}), leftBehindCallFeedback);
    await this.start();
  }

  /** Its work on an objective over several runs. */
  get goal(): GoalLoop {
    this.touch();
    return this.goalLoop;
  }

  /** What its model is asked beside the runs. */
  get asides(): Asides {
    this.touch();
    return this.beside;
  }

  async respondToConfirmation({ accept, reason }: ConfirmationResponse): Promise<void> {
    // A run carries out what is pending before it asks the model. One that is active already does so.
    if (accept) return this.runs.running ? undefined : this.run();
    this.touch();
    if (this.runs.running) return;
    const pending = await openCallsOf(this.options.storage.events, this.record);
    await this.journal.transact((record) => rejectedChange(record, pending, reason));
    this.announcer.state();
  }

  /** Stops after the current step. */
  async pause(): Promise<void> {
    this.touch();
    if (!this.runs.running) await this.goalLoop.stop();
    await this.journal.transact(pausedChange);
    this.announcer.state();
    await this.subAgents.pause();
  }

  /** Cuts the step in flight off, with its processes; without a run it is a pause. */
  async interrupt(): Promise<void> {
    this.touch();
    if (this.runs.running) await this.runs.interrupt();
    else await this.pause();
  }

  /** Ends the run and all processes; the conversation is no longer live, but all of it stays. */
  async stop(): Promise<void> {
    await this.endWork(StopReason.Interrupt);
    await this.journal.transact(() => ({ patch: { live: false, runtimeStatus: null } }));
  }

  /** Ends everything for good in this process, for the given reason. */
  async close(reason: StopReason): Promise<void> {
    this.closing = true;
    await this.endWork(reason);
    await this.journal.settled();
  }

  /** Picks up what a server that died left behind. */
  async recover(resume: boolean): Promise<void> {
    if (this.record.live) this.setup.begin();
    const { journal, model, runs, goalLoop } = this;
    await recoverRun({ journal, model, runs, goalLoop }, resume);
  }

  /** The state, as the first frame of a reader. */
  snapshot(): Frame {
    return this.announcer.snapshot();
  }

  private touch(): void {
    if (this.closing) throw new ServerClosingError();
    this.lastUsedAt = this.options.clock.now();
  }

  private async endWork(reason: StopReason): Promise<void> {
    await this.beside.end(reason);
    await (reason === StopReason.Interrupt ? this.goalLoop.stop() : this.goalLoop.close());
    await this.runs.end(reason);
    await this.setup.cancel();
    if (reason !== StopReason.LeaseLost) await this.kit.session.end();
    await this.kit.close();
  }

  /** A run that was about to end has missed the message: the next one is for it. */
  private async runNext(loaded: boolean): Promise<void> {
    await this.runs.idle();
    if (!loaded) await this.model.load();
    // Somebody else's run may have begun meanwhile, and sees the message as well.
    if (!this.runs.running) await this.runs.begin();
  }

  private afterRun(): void {
    this.lastUsedAt = this.options.clock.now();
    this.announcer.runOver();
    this.beside.afterRun();
  }

  private contextOfRun(): RunContext {
    this.beside.beforeRun();
    return this.context;
  }
}
