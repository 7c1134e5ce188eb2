import type {
  ConversationTrigger,
  ExecutionStatus,
  ProviderType,
  RuntimeStatus,
} from '@openhands-nest/contracts/vocabulary';
import type { AcpAgentSpec } from './acp.js';
import type { ClientToolSpec } from './client-tool.js';
import type { CriticSpec } from './critic.js';
import type { LaunchedProfile } from './launched-profile.js';
import type { HookConfig } from './hooks.js';
import type { LlmSettings } from './llm.js';
import type { RoutingSpec } from './models.js';
import type { AgentDefinition, SubAgentSpec } from './sub-agents.js';
import type { Metrics } from './metrics.js';
import type { SecurityAnalyzerSpec } from './security-analyzer.js';

/** Where a conversation works and what has to be there before its first run. Fixed at creation. */
export interface WorkspaceSpec {
  /** Absolute path on the server. */
  readonly directory: string;
  readonly repository?: RepositorySpec;
  /** A git worktree that is made for the conversation; `directory` lies in it. */
  readonly worktree?: WorktreeSpec;
}

/** A working tree of a repository that is there already. All paths are absolute. */
export interface WorktreeSpec {
  /** Directory of the new working tree. */
  readonly root: string;
  /** Git directory of the working tree that it is made from, and the one that all of them share. */
  readonly gitDirectory: string;
  readonly commonDirectory: string;
  readonly branch: string;
  /** What the branch begins at: the repository's default branch, what is checked out, or `ref`. */
  readonly base: 'default_branch' | 'head' | 'ref';
  readonly ref?: string;
}

/** Where a plugin is that a conversation brings with it. */
export interface PluginSpec {
  /** `github:owner/name`, the address of a git repository, or a path of the server; may name secrets as `${NAME}`. */
  readonly source: string;
  readonly ref?: string | null;
  /** Directory in the repository. */
  readonly repoPath?: string | null;
}

export interface RepositorySpec {
  /** `owner/name`, or a URL or path where the configuration allows it. */
  readonly name: string;
  readonly provider?: ProviderType;
  readonly branch?: string;
}

/** What the conversation is about and how its agent works. Fixed at creation, stored whole. */
export interface ConversationSpec {
  readonly workspace: WorkspaceSpec;
  readonly trigger?: ConversationTrigger;
  /** Names of the tools offered to the model. */
  readonly tools: readonly string[];
  /** The model of this conversation; its key is kept among the secrets. Default: the server's. */
  readonly llm?: Omit<LlmSettings, 'apiKey'>;
  /** Its agent is this program; then it has no model and no tools of ours. */
  readonly acp?: AcpAgentSpec;
  /** The agent as its client described it, without secrets, to be shown again as it was. */
  readonly agent?: Readonly<Record<string, unknown>>;
  readonly launchedProfile?: LaunchedProfile;
  /** Tools that its client carries out. */
  readonly clientTools?: readonly ClientToolSpec[];
  /** How it gets its title. Default: from the first message, and by the model. */
  readonly titles?: TitleSpec;
  /** The conversation whose log this one began with. */
  readonly forkedFrom?: ForkOrigin;
  /** The conversation that this one was started from. */
  readonly parentId?: string;
  /** Set for the conversation of a sub-agent, which works for its parent and is in no listing. */
  readonly subAgent?: SubAgentSpec;
  /** Sub-agents that its client describes. */
  readonly agentDefinitions?: readonly AgentDefinition[];
  /** How tasks find their models, for a conversation that has the tool for that. */
  readonly routing?: RoutingSpec;
  /** Who the agent is, in the place of what the server says of that and of how it works. */
  readonly persona?: string;
  /** Stands for all that the server tells every agent. */
  readonly systemPrompt?: string;
  /** Regular expression that names of tools begin with; others are not offered. */
  readonly toolFilter?: string;
  /** Added to the system prompt. */
  readonly instructions?: string;
  readonly plugins?: readonly PluginSpec[];
  /** Recorded actions that are executed, in order, before the model is asked. */
  readonly replay?: readonly ReplayStep[];
  readonly maxIterations: number;
  /** US dollars; a run ends with an error once its conversation has cost more. */
  readonly maxBudget?: number;
  /** Milliseconds of wall time of one run. */
  readonly maxRunMs?: number;
  readonly stuckDetection: boolean;
  /** Default: those of the engine. */
  readonly stuckThresholds?: StuckThresholds;
  /** Sums up older events by the model when there are too many. Without it they are forgotten only when the model refuses the length. */
  readonly condenser?: CondenserSpec;
  readonly confirmation: ConfirmationPolicySpec;
  readonly hooks?: HookConfig;
  /** Whether the hooks that the project configures are run as well. */
  readonly projectHooks?: boolean;
  /** Whether people are to see each page that the browser comes to. The model sees those that it asks for. */
  readonly browserPictures?: boolean;
  /** Who judges how dangerous calls are. Without one nobody knows. */
  readonly securityAnalyzer?: SecurityAnalyzerSpec;
  /** Who judges the agent's work. */
  readonly critic?: CriticSpec;
  readonly tags: Readonly<Record<string, string>>;
}

/** How often something must repeat before an agent counts as stuck. */
export interface StuckThresholds {
  /** The same call with the same outcome. */
  readonly sameOutcome: number;
  /** Failures of the same call after which the agent is warned; with one more it is stuck. */
  readonly sameFailure: number;
  /** Messages of the agent without a call. */
  readonly monologue: number;
  /** Calls of two that take turns. */
  readonly alternation: number;
}

export interface TitleSpec {
  readonly automatic: boolean;
  /** Profile of the model that makes it. Default: that of the conversation. */
  readonly profile?: string;
  /** What the model is asked, with places for the content and the length. */
  readonly wording?: string;
}

export interface ForkOrigin {
  readonly conversationId: string;
  /** The newest event that was taken over; undefined: all of them. */
  readonly eventId?: string;
}

/** Events of another conversation by their sequence numbers. */
export interface CopiedEvents {
  readonly conversationId: string;
  /** Ascending and apart from each other; first and last included. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** Sizes in events that the model sees. */
export interface CondenserSpec {
  readonly maxSize: number;
  /** Tokens, by estimate, that the model may see. Default: any number. */
  readonly maxTokens?: number;
  /** Never forgotten, from the beginning. */
  readonly keepFirst: number;
  /** Who sums up; its key is kept among the secrets. Default: the conversation's model. */
  readonly llm?: Omit<LlmSettings, 'apiKey'>;
  /** Name of its key among those of the conversation's parts. Default: `condenser`. */
  readonly keyName?: string;
  /** Under which that is counted. Default: `condenser`. */
  readonly usageId?: string;
  /** The one whose turn it is when this one has nothing to do. */
  readonly next?: CondenserSpec;
}

export type ConfirmationPolicySpec =
  | { readonly kind: 'NeverConfirm' }
  | { readonly kind: 'AlwaysConfirm' }
  | { readonly kind: 'ConfirmRisky'; readonly threshold: 'LOW' | 'MEDIUM' | 'HIGH'; readonly confirm_unknown: boolean };

/** One recorded model reply: text beside it and the tool calls it made. Neither: nothing to do. */
export interface ReplayStep {
  readonly thought?: string;
  readonly calls: readonly { readonly tool: string; readonly arguments: Readonly<Record<string, unknown>> }[];
  /** A recorded user message, which is sent instead of a model reply. */
  readonly userMessage?: string;
  /** Pictures that came with it: http(s) or data URLs. */
  readonly userImages?: readonly string[];
}

/** Progress of getting the workspace ready. */
export const SetupPhase = { Pending: 'pending', Running: 'running', Done: 'done', Failed: 'failed' } as const;
export type SetupPhase = (typeof SetupPhase)[keyof typeof SetupPhase];

/** All that is known of a conversation beside its events. Times are ISO 8601 in UTC with microseconds and `Z`. */
export interface ConversationRecord {
  /** Dashed, lower case. */
  readonly id: string;
  readonly title: string | null;
  readonly createdAt: string;
  /** Time of the newest event; null before the first. */
  readonly updatedAt: string | null;
  readonly spec: ConversationSpec;
  readonly executionStatus: ExecutionStatus;
  /** Whether a server keeps (or should keep) it live: set by create and start, cleared by stop. */
  readonly live: boolean;
  readonly setup: SetupPhase;
  readonly runtimeStatus: RuntimeStatus | null;
  /** Why set-up or the last run failed, as a sentence; null when nothing is wrong. */
  readonly failure: string | null;
  readonly prNumbers: readonly number[];
  /** By usage id: `agent`, `condenser` … */
  readonly metrics: Readonly<Record<string, Metrics>>;
  /** Small state of tools and engine that must survive a restart, by owner (for example `task_tracker`). */
  readonly agentState: Readonly<Record<string, unknown>>;
  /** Sequence number of the newest event; 0 for an empty log. */
  readonly lastSeq: number;
  /** Newest event that is part of the parent chain. */
  readonly leafEventId: string | null;
  readonly lastUserMessageId: string | null;
}

/** What may change after creation. `lastSeq` and `updatedAt` follow from the appended events. */
export type ConversationPatch = Partial<
  Omit<ConversationRecord, 'id' | 'createdAt' | 'spec' | 'lastSeq' | 'updatedAt'>
> & {
  readonly updatedAt?: string;
};

export interface ConversationPageQuery {
  readonly limit: number;
  /** Id of the first conversation of the page. */
  readonly pageId?: string;
  readonly sort?: 'created_at' | 'updated_at';
  /** Default: newest first. */
  readonly ascending?: boolean;
  readonly executionStatus?: ExecutionStatus;
}

export interface ConversationPage {
  readonly items: readonly ConversationRecord[];
  readonly nextPageId?: string;
}

export interface ConversationStore {
  /** Stores a new conversation. @throws AlreadyExistsError when the id is taken. */
  create(record: ConversationRecord): Promise<void>;
  /**
   * Stores a new conversation whose log begins with events of another one, numbered anew: all of it, or nothing. The record says how
   * many they are. @throws AlreadyExistsError when the id is taken.
   */
  createWith(record: ConversationRecord, events: CopiedEvents): Promise<void>;
  find(conversationId: string): Promise<ConversationRecord | undefined>;
  list(query: ConversationPageQuery): Promise<ConversationPage>;
  count(executionStatus?: ExecutionStatus): Promise<number>;
  /** The conversations that were started from each of these, oldest first; an empty list for those that have none. */
  childrenOf(parentIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Conversations that a restarted server has to look after: live ones that are running or not set up yet. */
  listInterrupted(): Promise<readonly ConversationRecord[]>;
  /** Removes the conversation with its events and lease. Returns false when there was none. */
  delete(conversationId: string, fence: number): Promise<boolean>;
}
