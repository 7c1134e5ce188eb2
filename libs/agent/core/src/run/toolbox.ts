import type { ActionEvent, Observation, ToolDefinition } from '@openhands-nest/contracts/events';
import type { Logger, Tool, ToolExecutor, Workspace } from '@openhands-nest/agent-ports';
import { maskSecrets } from './mask-secrets.js';

export interface ToolboxOptions {
  readonly conversationId: string;
  /** Those that are offered now. */
  readonly tools: () => ReadonlyMap<string, Tool>;
  /** Environment of its commands; the values are hidden in everything a tool answers. */
  readonly secretEnvironment: () => Promise<Readonly<Record<string, string>>>;
  readonly openWorkspace: (secretEnv: Readonly<Record<string, string>>) => Promise<Workspace>;
  readonly state: (toolName: string) => unknown;
  readonly logger: Logger;
}

/** What a tool did, and the state it wants to keep. */
export interface Executed {
  readonly observation: Observation;
  /** By tool name; to be stored together with the observation. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** A conversation's tools at work. Opens the workspace, and each tool's executor, when they are first needed. */
export class Toolbox {
  private readonly executors = new Map<Tool, ToolExecutor>();
  private readonly changed = new Map<string, unknown>();
  private workspace: Promise<Workspace> | undefined;
  private secrets: readonly string[] = [];

  constructor(private readonly options: ToolboxOptions) {}

  /** Carries one action out. @throws whatever the tool throws, and the signal's reason after an abort */
  async execute(event: ActionEvent, signal: AbortSignal): Promise<Executed> {
    const tool = this.options.tools().get(event.tool_name);
    if (!tool || !event.action) throw new Error(`The call of ${event.tool_name} cannot be carried out.`);
    const executor = await this.executorOf(tool);
    signal.throwIfAborted();
    const observation = await executor.execute(event.action, signal).catch((error: unknown) => {
      throw this.withoutSecrets(error);
    });
    return { observation: maskSecrets(observation, this.secrets), state: this.takeState(tool.name) };
  }

  /** The resource that a call needs for itself; undefined: it may run beside others. */
  resourceOf(event: ActionEvent): string | undefined {
    const tool = this.options.tools().get(event.tool_name);
    return tool && event.action ? tool.resourceOf(event.action) : undefined;
  }

  /** The workspace, opened when it is not yet. */
  workspaceOf(): Promise<Workspace> {
    this.workspace ??= this.newWorkspace().catch((error: unknown) => {
      this.workspace = undefined;
      throw error;
    });
    return this.workspace;
  }

  /** A copy of the value without the conversation's secrets. They are known as soon as the workspace is open. */
  mask<T>(value: T): T {
    return maskSecrets(value, this.secrets);
  }

  /** Ends the executors of tools that are no longer offered. */
  async dropUnused(): Promise<void> {
    const offered = new Set(this.options.tools().values());
    const unused = [...this.executors].filter(([tool]) => !offered.has(tool));
    for (const [tool] of unused) this.executors.delete(tool);
    await Promise.all(unused.map(([, executor]) => this.quietly(() => executor.close())));
  }

  /** Ends all executors and every process of the workspace. */
  async close(): Promise<void> {
    const executors = [...this.executors.values()];
    this.executors.clear();
    await Promise.all(executors.map((executor) => this.quietly(() => executor.close())));
    const workspace = this.workspace;
    this.workspace = undefined;
    if (workspace) await this.quietly(async () => (await workspace).close());
  }

  private async executorOf(tool: Tool): Promise<ToolExecutor> {
    const existing = this.executors.get(tool);
    if (existing) return existing;
    const workspace = await this.workspaceOf();
    const { conversationId } = this.options;
    const executor = tool.createExecutor({ conversationId, workspace, state: this.stateOf(tool.name) });
    this.executors.set(tool, executor);
    return executor;
  }

  private withoutSecrets(error: unknown): unknown {
    if (error instanceof Error) error.message = maskSecrets(error.message, this.secrets);
    return error;
  }

  private async newWorkspace(): Promise<Workspace> {
    const environment = await this.options.secretEnvironment();
    this.secrets = Object.values(environment);
    return this.options.openWorkspace(environment);
  }

  private stateOf(toolName: string): { get(): unknown; set(value: unknown): void } {
    return {
      get: () => (this.changed.has(toolName) ? this.changed.get(toolName) : this.options.state(toolName)),
      set: (value) => void this.changed.set(toolName, value),
    };
  }

  private takeState(toolName: string): Readonly<Record<string, unknown>> {
    if (!this.changed.has(toolName)) return {};
    return { [toolName]: this.changed.get(toolName) };
  }

  private async quietly(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.options.logger.warn('A tool could not be closed.', { error: String(error) });
    }
  }
}

/** What watchers are told of the tools. */
export function toolDefinitions(tools: ReadonlyMap<string, Tool>): ToolDefinition[] {
  return [...tools.values()].map(({ name, description, kinds, annotations, definition }) => ({
    description,
    action_type: kinds.action,
    observation_type: kinds.observation,
    annotations: { ...annotations },
    kind: kinds.tool,
    title: name,
    ...definition,
  }));
}
