import type { Content } from '@openhands-nest/contracts/events';
import type { ConversationStatus, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type {
  Clock,
  ConfirmationPolicySpec,
  ConversationPage,
  ConversationPageQuery,
  ConversationRecord,
  EquipmentProvider,
  EventPage,
  EventPageQuery,
  EventQuery,
  Ids,
  Judges,
  Llm,
  LlmSettings,
  Logger,
  OpenAcpAgent,
  OpenHooks,
  PluginSpec,
  ProcessIdentity,
  Recall,
  ReplayStep,
  SecretLookup,
  SecretSource,
  SecurityAnalyzerSpec,
  Storage,
  StoredEvent,
  Tool,
  WorkspaceProvider,
  WorkspaceProvisioner,
} from '@openhands-nest/agent-ports';
import type { ModelChoice } from './conversation/switched-model.js';
import type { EventReader } from './event-reader.js';
import type { ReadFrom } from './feed/read-from.js';

export type { ReadFrom };
import type { CreateConversation, ForkConversation, StartChild } from './engine-requests.js';
import type { ObservationContent } from './view/messages-of.js';

export type { CreateConversation, ForkConversation, StartChild } from './engine-requests.js';

/** Models that people have stored under names. */
export interface SavedModels {
  readonly names: () => Promise<readonly string[]>;
  /** Undefined: there is none of this name that can be used. */
  readonly choice: (name: string) => Promise<ModelChoice | undefined>;
}

/** What the engine is built from. `composition/` in the server fills it. */
export interface EngineOptions {
  readonly storage: Storage;
  readonly workspaces: WorkspaceProvider;
  readonly provisioner: WorkspaceProvisioner;
  readonly tools: ReadonlyMap<string, Tool>;
  /** The server's own model; undefined when none is configured. Asked at the start of each run whose conversation brings none. */
  readonly llmSettings: () => Promise<LlmSettings | undefined>;
  readonly createLlm: (settings: LlmSettings) => Llm;
  /** A model that gives recorded replies, then those of `next`. */
  readonly createReplay: (steps: readonly ReplayStep[], startAt: number, next: Llm | undefined) => Llm;
  /** What a model is shown of an observation. */
  readonly observationContent: ObservationContent;
  /** Starts agents that are programs of their own. Without it there are none. */
  readonly openAcpAgent?: OpenAcpAgent;
  /** Runs the hooks that conversations configure. Without it they are shown and never run. */
  readonly openHooks?: OpenHooks;
  /** The model that people have stored under this name. */
  readonly namedModel?: (name: string) => Promise<LlmSettings | undefined>;
  /** The models that people have stored, as conversations change to them. */
  readonly savedModels?: SavedModels;
  /** Environment that only the commands of this conversation get. Its values never appear in an event. Default: none. */
  readonly secretEnvironment?: (record: ConversationRecord) => Promise<Readonly<Record<string, string>>>;
  /** What a conversation brings with it, beside the tools above. Default: nothing. */
  readonly equipment?: EquipmentProvider;
  /** Whether work in this directory has changed its repository; false outside of one. Default: nothing ever has. */
  readonly hasChanges?: (directory: string) => Promise<boolean>;
  /** Services outside that judge work and calls. Default: none is asked. */
  readonly judges?: Judges;
  /** Gets a secret from where it is kept. Rejects with a sentence that holds no secret. Default: such secrets are left out. */
  readonly lookUpSecret?: (lookup: SecretLookup) => Promise<string>;
  /** What it knows beside its log, brought up when messages and files call for it. Default: nothing. */
  readonly recall?: Recall;
  /** Has models make titles, if it is there. */
  readonly titles?: {
    /** The model of a saved profile; undefined when there is none of this name. */
    readonly profile: (name: string) => Promise<LlmSettings | undefined>;
  };
  /** Directory in which workspaces are made when a request names none. */
  readonly workspacesDirectory: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly process: ProcessIdentity;
  /** Whether runs that a dead server left behind go on by themselves. Default true. */
  readonly resumeRuns?: boolean;
  readonly limits?: Partial<EngineLimits>;
}

export interface EngineLimits {
  readonly maxIterations: number;
  /** US dollars; undefined: no limit. */
  readonly maxBudget: number | undefined;
  /** Milliseconds of one run; undefined: no limit. */
  readonly maxRunMs: number | undefined;
  readonly leaseTtlMs: number;
  readonly leaseRenewMs: number;
  /** Milliseconds without a run, a reader or a command after which a conversation leaves the memory. */
  readonly idleTtlMs: number;
}

/** What may be changed of a conversation at any time. */
export interface ConversationChange {
  readonly title?: string;
  /** Replaces all tags. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly confirmation?: ConfirmationPolicySpec;
  /** Null: nobody judges calls any more. */
  readonly securityAnalyzer?: SecurityAnalyzerSpec | null;
  /** Keys of those whom the new analyzer asks, by the names that it gives them. Stored encrypted. */
  readonly analyzerKeys?: Readonly<Record<string, string>>;
  /** US dollars that it may cost in total from now on. */
  readonly maxBudget?: number;
  /** Number of a pull or merge request that it has come to be about, beside those known. */
  readonly prNumber?: number;
}

export interface ConfirmationResponse {
  readonly accept: boolean;
  /** Told to the model when the calls are rejected. */
  readonly reason: string;
}

/** A conversation as a reader sees it. */
export interface ConversationView {
  readonly record: ConversationRecord;
  /** STARTING while its workspace is being set up, RUNNING while it is live, STOPPED otherwise. */
  readonly status: ConversationStatus;
  /** Sockets that read its events. */
  readonly readers: number;
}

export interface SendMessage {
  readonly content: readonly Content[];
  readonly run: boolean;
  /** Whether it does not say what the conversation is about, and so gives it no title. */
  readonly isAside?: boolean;
}

export type { EventReader, Frame, Progress } from './event-reader.js';

/**
 * The engine: all commands and queries that the two HTTP surfaces translate to. None of them waits for a tool, and none but `ask`
 * and `condense` for a model.
 */
export interface Engine {
  /**
   * Stores the conversation, with its first message, and sets its workspace up behind the answer. With a message or a replay the run begins as well.
   * @throws LlmNotConfiguredError, before anything is stored, when there is something to run and no model to run it
   */
  create(request: CreateConversation): Promise<{ readonly view: ConversationView; readonly created: boolean }>;
  find(conversationId: string): Promise<ConversationView | undefined>;
  /** @throws ConversationNotFoundError */
  get(conversationId: string): Promise<ConversationView>;
  list(query: ConversationPageQuery): Promise<ConversationPage>;
  /** How many conversations there are; with a status, how many have it. */
  count(executionStatus?: ExecutionStatus): Promise<number>;
  /** Makes a conversation live again: idempotent. @throws ConversationNotFoundError */
  start(conversationId: string): Promise<ConversationView>;
  /** Makes it live, and resolves with the directory in which it works, once that is set up. @throws ProvisionError */
  prepare(conversationId: string): Promise<string>;
  /** Ends its run and its processes; the log, settings and files stay. */
  stop(conversationId: string): Promise<ConversationView>;
  /** Resolves when the message is on disk. During a run the agent sees it at its next step. @throws LlmNotConfiguredError when `run` is asked for without a model */
  send(conversationId: string, message: SendMessage): Promise<void>;
  /** Resolves when the status `running` is on disk. @throws RunInProgressError, LlmNotConfiguredError */
  run(conversationId: string): Promise<void>;
  /** @throws ConversationNotFoundError */
  change(conversationId: string, change: ConversationChange): Promise<void>;
  /** The next step asks this model, also within a run. Its key is stored encrypted. @throws InvalidRequestError for a name that says nothing */
  switchModel(conversationId: string, choice: ModelChoice): Promise<void>;
  /** The agent, a program of its own, answers with this model of its own. @throws AgentRefusedError, AgentTimeoutError */
  switchAcpModel(conversationId: string, model: string): Promise<void>;
  /**
   * Has the older part of the conversation summed up: at the next step of a run; without one it is done when this resolves.
   * @throws CondensationUnavailableError without a condenser, LlmNotConfiguredError, ModelFailedError
   */
  condense(conversationId: string): Promise<void>;
  /** The model's answer to a question about the conversation, which records nothing but its cost. @throws LlmNotConfiguredError, ModelFailedError */
  ask(conversationId: string, question: string): Promise<string>;
  /**
   * Stores a conversation that begins with the log, settings, secrets and workspace of this one.
   * @throws ConversationNotFoundError, EventNotFoundError, AlreadyExistsError
   */
  fork(conversationId: string, request: ForkConversation): Promise<ConversationView>;
  /** Starts a conversation with the settings and secrets of this one, and a log of its own. @throws ConversationNotFoundError, LlmNotConfiguredError */
  startChild(conversationId: string, request: StartChild): Promise<ConversationView>;
  /** The conversations that were started from each of these. */
  childrenOf(conversationIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * Makes the branch that ends in this event the one that the agent sees, null: a new one. Other branches stay in the log.
   * @throws EventNotFoundError, RunInProgressError
   */
  navigate(conversationId: string, eventId: string | null): Promise<ConversationView>;
  /**
   * Has the agent work on an objective, run by run, until a judge finds it reached or has looked that often. Resolves when that is
   * recorded. A message of a person ends it. @throws GoalInProgressError, RunInProgressError, GoalRefusedError, LlmNotConfiguredError
   */
  startGoal(
    conversationId: string,
    goal: { readonly objective: string; readonly maxIterations: number },
  ): Promise<void>;
  /** Ends the work on the goal, if there is any; a run that is active goes on. */
  stopGoal(conversationId: string): Promise<void>;
  /** Goes on with the goal that was interrupted last. @throws GoalRefusedError when there is none, and as `startGoal` does */
  resumeGoal(conversationId: string): Promise<void>;
  /** Its next step has what the plugin brings. @throws ConversationNotFoundError */
  addPlugin(conversationId: string, plugin: PluginSpec): Promise<void>;
  /** Adds to (or replaces in) the environment of its commands. Stored encrypted. */
  addSecrets(conversationId: string, secrets: Readonly<Record<string, SecretSource>>): Promise<void>;
  /** Answers calls that wait for approval: carries them out, or has them rejected for the reason. Without any, accepting is a run. */
  respondToConfirmation(conversationId: string, response: ConfirmationResponse): Promise<void>;
  /** Stops after the current step. */
  pause(conversationId: string): Promise<void>;
  /** Cancels the step in flight, with its processes, and resolves when it has ended (at most 5 s). */
  interrupt(conversationId: string): Promise<void>;
  /** Interrupts and removes the conversation with its log; files in the workspace stay. */
  delete(conversationId: string): Promise<boolean>;

  /** See `EventLog.read`. @throws ConversationNotFoundError */
  readEvents(conversationId: string, after: number, limit: number, maxChars?: number): Promise<readonly StoredEvent[]>;
  searchEvents(query: EventPageQuery): Promise<EventPage>;
  countEvents(query: EventQuery): Promise<number>;
  /** The events with these ids, in their order; undefined for each that does not exist. @throws ConversationNotFoundError */
  findEvents(conversationId: string, eventIds: readonly string[]): Promise<readonly (StoredEvent | undefined)[]>;
  /** @throws EventNotFoundError */
  getEvent(conversationId: string, eventId: string): Promise<StoredEvent>;
  /** The first frame is the `full_state` snapshot; then what `from` asks for. @throws ConversationNotFoundError, TooManySubscribersError */
  openReader(conversationId: string, from: ReadFrom): Promise<EventReader>;

  /** Pauses every run and lets go of every conversation, so that the machine may be frozen. The next command opens them again. */
  standDown(): Promise<void>;
  /** Looks after what an earlier server left: running conversations go on, calls in flight are answered. Call once, before serving. */
  recover(): Promise<void>;
  /** Ends runs so that they can go on at the next start, gives leases back, and resolves when all is written. */
  close(): Promise<void>;
}
