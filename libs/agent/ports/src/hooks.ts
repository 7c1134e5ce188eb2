import type { Workspace } from './workspace.js';

/** When hooks run. The names are those of the protocol's events. */
export const HookEventType = {
  PreToolUse: 'PreToolUse',
  PostToolUse: 'PostToolUse',
  UserPromptSubmit: 'UserPromptSubmit',
  SessionStart: 'SessionStart',
  SessionEnd: 'SessionEnd',
  Stop: 'Stop',
} as const;
export type HookEventType = (typeof HookEventType)[keyof typeof HookEventType];

/** What decides: a shell command, one question to the model, or a small agent with tools. */
export const HookType = { Command: 'command', Prompt: 'prompt', Agent: 'agent' } as const;
export type HookType = (typeof HookType)[keyof typeof HookType];

/** One hook, with all its defaults filled in. Members are named as on the wire. */
export interface HookDefinition {
  readonly type: HookType;
  readonly name: string | null;
  /** Shell command of a `command` hook; empty for the others. */
  readonly command: string;
  /** The policy that a `prompt` hook judges by. */
  readonly prompt: string | null;
  /** What an `agent` hook is told. */
  readonly system_prompt: string | null;
  /** Names of the tools of an `agent` hook. */
  readonly tools: readonly string[];
  /** Seconds. */
  readonly timeout: number;
  /** Steps of an `agent` hook. */
  readonly max_iterations: number;
  /** Started and not waited for: it can block nothing. */
  readonly async: boolean;
}

export interface HookMatcher {
  /** `*` or empty: always. Otherwise the name of a tool, or a regular expression for the whole of it. */
  readonly matcher: string;
  readonly hooks: readonly HookDefinition[];
}

/** All hooks of a conversation, by event. Members are named as on the wire. */
export interface HookConfig {
  readonly pre_tool_use: readonly HookMatcher[];
  readonly post_tool_use: readonly HookMatcher[];
  readonly user_prompt_submit: readonly HookMatcher[];
  readonly session_start: readonly HookMatcher[];
  readonly session_end: readonly HookMatcher[];
  readonly stop: readonly HookMatcher[];
}

/** What a hook is told of. */
export interface HookOccasion {
  readonly type: HookEventType;
  readonly toolName?: string;
  readonly toolInput?: Readonly<Record<string, unknown>>;
  readonly toolResponse?: Readonly<Record<string, unknown>>;
  /** Text of a user's message. */
  readonly message?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** How one hook ended. */
export interface HookOutcome {
  /** The command, or a name for a hook that has none. */
  readonly label: string;
  /** Whether it came to a decision, or simply did its work. */
  readonly success: boolean;
  /** It says no: to the call, to the message, or to stopping. */
  readonly blocked: boolean;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly reason?: string;
  /** For the model. */
  readonly additionalContext?: string;
  /** Why it could not do its work, as a sentence. */
  readonly error?: string;
}

/** What a hook that asks a model needs. */
export interface HookQuestion {
  /** Under which the cost is counted. */
  readonly usageId: string;
  readonly system: string;
  readonly text: string;
  /** Tools to look around with; none: one answer, without any. */
  readonly tools: readonly string[];
  readonly maxIterations: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The conversation, as its hooks may use it. */
export interface HookHost {
  readonly conversationId: string;
  readonly openWorkspace: () => Promise<Workspace>;
  /** The conversation's model. @throws what made it fail, as an error with a sentence */
  readonly ask: (question: HookQuestion) => Promise<string>;
}

/** The hooks of one conversation at work. */
export interface Hooks {
  /** Whether anything runs on this sort of event. */
  listensTo(type: HookEventType): boolean;
  /**
   * Runs those that match, one after the other, up to the first that blocks something which can be blocked. A hook that fails is an
   * outcome. Rejects with the signal's reason only.
   */
  run(occasion: HookOccasion, signal: AbortSignal): Promise<readonly HookOutcome[]>;
  /** Ends those that still run in the background. */
  close(): Promise<void>;
}

export type OpenHooks = (config: HookConfig, host: HookHost) => Hooks;

/** The hooks of all, in the given order; undefined when there is none at all. */
export function mergeHooks(configs: readonly (HookConfig | undefined)[]): HookConfig | undefined {
  const present = configs.filter((config) => config !== undefined);
  const merged: HookConfig = {
    pre_tool_use: present.flatMap((config) => config.pre_tool_use),
    post_tool_use: present.flatMap((config) => config.post_tool_use),
    user_prompt_submit: present.flatMap((config) => config.user_prompt_submit),
    session_start: present.flatMap((config) => config.session_start),
    session_end: present.flatMap((config) => config.session_end),
    stop: present.flatMap((config) => config.stop),
  };
  return Object.values(merged).some((matchers: readonly HookMatcher[]) => matchers.length > 0) ? merged : undefined;
}
