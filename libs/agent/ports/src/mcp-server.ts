import type { McpSignIn } from './mcp-sign-in.js';

/** A server of the Model Context Protocol as it is connected to. Its texts may name secrets as `${NAME}` or `${NAME:-default}`. */
export type McpServerSpec = McpProgramSpec | McpAddressSpec;

/** A program that is started in the workspace and talks by its pipes. */
export interface McpProgramSpec {
  readonly transport: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  /** All that it gets beside the clean environment of the workspace. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Milliseconds that one call may take. */
  readonly timeoutMs?: number;
}

export interface McpAddressSpec {
  /** `http` is streamable HTTP; `sse` its predecessor. */
  readonly transport: 'http' | 'sse';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How it is signed in to, when that is done by OAuth. */
  readonly signIn?: McpSignIn;
  /** Milliseconds that one call may take. */
  readonly timeoutMs?: number;
}

/** By the names that people gave them. */
export type McpServers = Readonly<Record<string, McpServerSpec>>;
