import type { Content } from '@openhands-nest/contracts/events';
import type { ConversationTrigger } from '@openhands-nest/contracts/vocabulary';
import type {
  AcpAgentSpec,
  CondenserSpec,
  CriticSpec,
  ConfirmationPolicySpec,
  HookConfig,
  McpServers,
  LaunchedProfile,
  AgentDefinition,
  ClientToolSpec,
  SecretSource,
  SecurityAnalyzerSpec,
  LlmSettings,
  PluginSpec,
  ReplayStep,
  RepositorySpec,
  RoutingSpec,
  StuckThresholds,
  TitleSpec,
  WorkspaceSpec,
  WorktreeSpec,
} from '@openhands-nest/agent-ports';
import type { ModelChoice } from './conversation/switched-model.js';

/** What a new conversation is made of. */
export interface CreateConversation {
  /** Default: a new one. An id that exists joins that conversation and ignores the rest. */
  readonly conversationId?: string;
  readonly title?: string;
  /** Absolute path; default: a new directory below `workspacesDirectory`. */
  readonly directory?: string;
  readonly repository?: RepositorySpec;
  /** Made before the first run; `directory` lies in it. */
  readonly worktree?: WorktreeSpec;
  readonly trigger?: ConversationTrigger;
  /** Numbers of the pull or merge requests that it is about. */
  readonly prNumbers?: readonly number[];
  readonly instructions?: string;
  readonly plugins?: readonly PluginSpec[];
  /** Servers whose tools it gets. Stored encrypted, since they come with keys. */
  readonly mcpServers?: McpServers;
  readonly replay?: readonly ReplayStep[];
  /** Absolute path of the workspace in which the replay was recorded: paths below it are moved to the new workspace. */
  readonly recordedIn?: string;
  /** How it gets its title. Default: from the first message, and by the model. */
  readonly titles?: TitleSpec;
  readonly initialMessage?: readonly Content[];
  /** Names of known tools, in the order in which they are offered. Default: all. */
  readonly tools?: readonly string[];
  /** The conversation's own model. Its key is stored encrypted. */
  readonly llm?: LlmSettings;
  /** Its agent is this program, in the place of a model and tools. */
  readonly acp?: AcpAgentSpec;
  /** A session that the program is to take up. */
  readonly acpSession?: string;
  /** Models that it brings with it, by name: they go before saved profiles. Stored encrypted. */
  readonly models?: Readonly<Record<string, ModelChoice>>;
  readonly routing?: RoutingSpec;
  /** What clients are shown as the agent; holds no secrets. */
  readonly agent?: Readonly<Record<string, unknown>>;
  readonly launchedProfile?: LaunchedProfile;
  /** Tools that its client carries out, beside `tools`. */
  readonly clientTools?: readonly ClientToolSpec[];
  /** The conversation that this one is started from. */
  readonly parentId?: string;
  /** Environment of its commands, stored encrypted. */
  readonly secrets?: Readonly<Record<string, SecretSource>>;
  readonly confirmation?: ConfirmationPolicySpec;
  readonly securityAnalyzer?: SecurityAnalyzerSpec;
  readonly critic?: CriticSpec;
  readonly condenser?: CondenserSpec;
  /** Keys of the models and services that its parts ask, by the names that the parts give them. Stored encrypted. */
  readonly partKeys?: Readonly<Record<string, string>>;
  /** Who the agent is, in the place of what the server says of that. */
  readonly persona?: string;
  /** Stands for all that the server tells every agent. */
  readonly systemPrompt?: string;
  /** Regular expression that names of tools begin with; others are not offered. */
  readonly toolFilter?: string;
  /** Run on the events of the conversation, in its workspace. */
  readonly hooks?: HookConfig;
  /** Sub-agents that its client describes. */
  readonly agentDefinitions?: readonly AgentDefinition[];
  /** Whether the hooks that the project configures are run as well. */
  readonly projectHooks?: boolean;
  /** Whether people are to see each page that the browser comes to. */
  readonly browserPictures?: boolean;
  readonly stuckDetection?: boolean;
  readonly stuckThresholds?: StuckThresholds;
  readonly maxIterations?: number;
  /** US dollars. Default: the server's limit. */
  readonly maxBudget?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** How a conversation branches off. */
export interface ForkConversation {
  /** Default: a new one. */
  readonly conversationId?: string;
  readonly title?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Whether it begins with no costs. Default: true. */
  readonly resetMetrics?: boolean;
  /** The newest event that it takes over, with all before it on its branch. Default: the whole log. */
  readonly fromEventId?: string;
}

/** A conversation that works like another one, on a task of its own. */
export interface StartChild {
  readonly task: readonly Content[];
  readonly title?: string;
  /** Default: that of the parent. */
  readonly workspace?: WorkspaceSpec;
  /** Added to those of the parent. */
  readonly instructions?: string;
  /** Default: a new one. */
  readonly conversationId?: string;
}
