import type { BenchContext } from '../bench-context.js';
import type { AgentServerApi } from '../wire/agent-server-api.js';

export interface ContenderOptions {
  /** Home of everything that the server writes. */
  readonly dataDirectory: string;
  /** Address of the scripted model that its conversations ask. */
  readonly llmUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A server that is up. */
export interface Serving {
  readonly api: AgentServerApi;
  readonly pid: number;
  /** Milliseconds from spawn to ready. */
  readonly readyAfterMs: number;
}

/** A server that speaks the Agent Server protocol and can be measured beside another one. */
export interface Contender {
  readonly name: ContenderName;
  /** Starts it in a process of its own, which is killed at the end of the run. */
  start(context: BenchContext, options: ContenderOptions): Promise<Serving>;
  /** Prepares a data directory with idle conversations, in the way this server stores them. */
  fill(context: BenchContext, dataDirectory: string, conversations: number): Promise<void>;
}

export type ContenderName = 'ours' | 'reference';
