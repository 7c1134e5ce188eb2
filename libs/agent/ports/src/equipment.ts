import type { ConversationRecord } from './conversation-store.js';
import type { HookConfig } from './hooks.js';
import type { McpServers } from './mcp-server.js';
import type { Models } from './models.js';
import type { SubAgents } from './sub-agents.js';
import type { Tool } from './tool.js';
import type { Workspace } from './workspace.js';

/** What one conversation brings with it, beside the server's own tools: MCP servers, skills, tools of its client … */
export interface Equipment {
  /** Offered behind the server's own. A name that is taken already is left out. */
  readonly tools: readonly Tool[];
  /** Sections that are added to the end of the system prompt, each complete with its heading or tags. */
  readonly instructions: readonly string[];
  /** Run behind those of the conversation itself. */
  readonly hooks?: HookConfig;
  /** Ends what it holds; called once, before the workspace is closed. */
  close(): Promise<void>;
}

export interface EquipmentRequest {
  /** The conversation as it is now, its workspace set up. */
  readonly record: ConversationRecord;
  /** Absolute path of the directory in which the agent works. */
  readonly directory: string;
  /** The conversation's workspace, shared with its tools; it is opened by the first call. */
  readonly openWorkspace: () => Promise<Workspace>;
  /** Environment of its commands: the conversation's secrets, by name. */
  readonly environment: () => Promise<Readonly<Record<string, string>>>;
  /** The MCP servers that it was created with. */
  readonly mcpServers: () => Promise<McpServers>;
  /** Other agents that can be set to work for it. */
  readonly subAgents: SubAgents;
  /** Models that can be asked for it, or take the place of its own. */
  readonly models: Models;
  /** Aborted when nobody waits for the equipment any more. */
  readonly signal: AbortSignal;
}

/**
 * Gets a conversation equipped: once while it is live, when its workspace is ready and before the model is first asked; again
 * when what it was made from has changed.
 */
export interface EquipmentProvider {
  /** What cannot be had is left out and logged: a dead server costs its own tools only. Rejects with the signal's reason after an abort. */
  equip(request: EquipmentRequest): Promise<Equipment>;
}

export const NO_EQUIPMENT: Equipment = { tools: [], instructions: [], close: async () => undefined };
