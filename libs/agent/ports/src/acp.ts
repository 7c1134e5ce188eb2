import type { Content } from '@openhands-nest/contracts/events';
import type { LlmUsage } from './llm.js';
import type { McpServers } from './mcp-server.js';
import type { Workspace } from './workspace.js';

/** An agent that is a program of its own, spoken to by the Agent Client Protocol. Fixed at creation, stored with the conversation. */
export interface AcpAgentSpec {
  /** Program and arguments; no shell in between. */
  readonly command: readonly [string, ...string[]];
  /** Which of the well-known programs it is; undefined: any other. */
  readonly server?: string;
  /** Model and mode of its sessions. Default: the program's own. */
  readonly model?: string;
  readonly sessionMode?: string;
  /** Milliseconds without any sign of life after which a prompt counts as failed. */
  readonly promptTimeoutMs: number;
  /** Milliseconds until its session is there. */
  readonly startupTimeoutMs: number;
  /** Secrets that it reads from files. Default: those of the well-known programs. */
  readonly credentialFiles?: readonly AcpCredentialFile[];
}

/** A secret of the conversation that is given to the program as a file, and not as a variable. */
export interface AcpCredentialFile {
  readonly secretName: string;
  readonly fileName: string;
  /** Variable that says where the file, or its directory, is. */
  readonly variable: string;
  /** Folder in the home of the conversation's programs, relative. */
  readonly folder: string;
  readonly pointsTo: 'file' | 'dir';
}

export interface AcpModel {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
}

/** What a program says of itself and of its session. */
export interface AcpSession {
  readonly id: string;
  readonly agentName: string;
  readonly agentVersion: string;
  /** Null when it does not say. */
  readonly model: string | null;
  /** Undefined when it does not say. */
  readonly models: readonly AcpModel[] | undefined;
  readonly canSwitchModel: boolean;
  /** Whether models are chosen as an option of the session, or by a request of their own. */
  readonly modelIsOption: boolean;
}

/** A call of a tool inside of the program. It is told twice: when it begins and when it has ended. */
export interface AcpToolCall {
  readonly id: string;
  readonly title: string;
  readonly kind: string | null;
  /** `pending`, `in_progress`, `completed` or `failed`. */
  readonly status: string | null;
  readonly rawInput: unknown;
  readonly rawOutput: unknown;
  readonly content: readonly unknown[] | null;
}

export interface AcpPrompt {
  readonly content: readonly Content[];
  /** Cancels it: the program gets a second to agree, then it is ended. */
  readonly signal: AbortSignal;
  readonly onText: (text: string) => void;
  readonly onThought: (text: string) => void;
  readonly onToolCall: (call: AcpToolCall) => void;
}

export interface AcpReply {
  readonly text: string;
  readonly thought: string;
  /** `end_turn`, `max_tokens`, `max_turn_requests`, `refusal` or `cancelled`. */
  readonly stopReason: string;
  readonly usage: LlmUsage;
  /** US dollars that the whole session has cost so far; undefined when it does not say. */
  readonly sessionCost?: number;
}

/** A program with a session, ready for prompts: one at a time. */
export interface AcpAgent {
  readonly session: AcpSession;
  /** Whether the session that was asked for goes on; else it is a new one. */
  readonly resumed: boolean;
  /** False once the program has ended. */
  readonly alive: boolean;
  /** Resolves also when it was cancelled. @throws AcpError */
  prompt(prompt: AcpPrompt): Promise<AcpReply>;
  /** Asks a copy of the session, which the session itself does not learn of. @throws AcpError */
  ask(question: string, signal: AbortSignal): Promise<AcpReply>;
  /** @throws AcpError `refused` or `timeout` */
  setModel(model: string): Promise<void>;
  /** Ends the program with all that it started, and resolves when it is gone. */
  close(): Promise<void>;
}

export interface OpenAcpRequest {
  readonly spec: AcpAgentSpec;
  /** The model in force, which may have been changed since the creation. */
  readonly model: string | undefined;
  readonly workspace: Workspace;
  /** The conversation's secrets, by name. */
  readonly environment: Readonly<Record<string, string>>;
  /** Handed on to the program, which connects to them itself. */
  readonly mcpServers: McpServers;
  /** The session that is to go on, if the program can. */
  readonly resume?: Pick<AcpSession, 'id' | 'modelIsOption'>;
  readonly signal: AbortSignal;
}

/** Starts a program in the workspace and gets a session of it. @throws AcpError, or the signal's reason */
export type OpenAcpAgent = (request: OpenAcpRequest) => Promise<AcpAgent>;

export const AcpErrorKind = {
  /** There is no such program. */
  Spawn: 'spawn',
  /** It could not be made ready. */
  Init: 'init',
  StartupTimeout: 'startup_timeout',
  /** It wants somebody to sign in. */
  Authentication: 'authentication',
  /** A prompt has failed, or the program has ended in the middle of it. */
  Prompt: 'prompt',
  PromptTimeout: 'prompt_timeout',
  /** The provider of its model does not want to answer this. */
  UsagePolicy: 'usage_policy',
  /** It does not do what it was asked beside a prompt. */
  Refused: 'refused',
  Timeout: 'timeout',
} as const;
export type AcpErrorKind = (typeof AcpErrorKind)[keyof typeof AcpErrorKind];

/** What went wrong with a program, as a sentence for people. May hold what the program has said. */
export class AcpError extends Error {
  override readonly name = 'AcpError';
  constructor(
    readonly kind: AcpErrorKind,
    message: string,
  ) {
    super(message);
  }
}
