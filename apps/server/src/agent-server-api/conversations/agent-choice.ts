import type { CreateConversation } from '@openhands-nest/agent-core';
import type { LlmSettings, McpServers } from '@openhands-nest/agent-ports';

export type Document = Readonly<Record<string, unknown>>;
/** Part of a request. */
export type Location = readonly (string | number)[];

/** What an agent description means for the engine. */
export interface AgentChoice {
  /** Undefined for an agent that is a program of its own. */
  readonly llm?: LlmSettings;
  /** Its tools, its condenser, its prompt and its critic; or its program. */
  readonly parts: Partial<CreateConversation>;
  /** Added to the system prompt. */
  readonly instructions?: string;
  readonly mcpServers: McpServers;
  /** The description as it is shown again: complete with its kind, without secrets. */
  readonly document: Document;
}
