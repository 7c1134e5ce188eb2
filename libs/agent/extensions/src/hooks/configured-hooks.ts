import {
  HookEventType,
  HookType,
  type HookConfig,
  type HookDefinition,
  type HookHost,
  type HookOccasion,
  type HookOutcome,
  type Hooks,
  type Workspace,
} from '@openhands-nest/agent-ports';
import { BackgroundHooks } from './background-hooks.js';
import { matchersFor, matchingHooks } from './matching-hooks.js';
import { failure, runCommandHook, type CommandCall } from './run-command-hook.js';
import { labelOf, runModelHook } from './run-model-hook.js';

/** Events that a hook can say no to. On the others all hooks run, whatever one of them says. */
const CAN_BE_BLOCKED: ReadonlySet<HookEventType> = new Set<HookEventType>([
  HookEventType.PreToolUse,
  HookEventType.UserPromptSubmit,
  HookEventType.Stop,
]);

/** Hooks as they are configured, run in the conversation's workspace. */
export class ConfiguredHooks implements Hooks {
  private readonly background = new BackgroundHooks();

  constructor(
    private readonly config: HookConfig,
    private readonly host: HookHost,
  ) {}

  listensTo(type: HookEventType): boolean {
    return matchersFor(this.config, type).some(({ hooks }) => hooks.length > 0);
  }

  async run(occasion: HookOccasion, signal: AbortSignal): Promise<readonly HookOutcome[]> {
    const outcomes: HookOutcome[] = [];
    for (const hook of matchingHooks(this.config, occasion.type, occasion.toolName)) {
      signal.throwIfAborted();
      const outcome = await this.runOne(hook, occasion, signal);
      outcomes.push(outcome);
      if (outcome.blocked && CAN_BE_BLOCKED.has(occasion.type)) break;
    }
    return outcomes;
  }

  close(): Promise<void> {
    return this.background.close();
  }

  private async runOne(hook: HookDefinition, occasion: HookOccasion, signal: AbortSignal): Promise<HookOutcome> {
    let workspace: Workspace;
    try {
      workspace = await this.host.openWorkspace();
    } catch (error) {
      return failure(labelOf(hook), `The workspace could not be opened: ${String(error)}`);
    }
    const event = this.eventFor(occasion, workspace);
    if (hook.type !== HookType.Command) return runModelHook(this.host, hook, event, signal);
    const call = { input: event, environment: this.environmentFor(occasion, workspace) };
    if (hook.async) return this.startOne(workspace, hook, call);
    return runCommandHook(workspace, hook, { ...call, signal });
  }

  /** Its output reaches nobody, and it can block nothing. */
  private startOne(workspace: Workspace, hook: HookDefinition, call: Omit<CommandCall, 'signal'>): HookOutcome {
    this.background.start((signal) => runCommandHook(workspace, hook, { ...call, signal }));
    return { label: hook.command, success: true, blocked: false, exitCode: 0, stdout: '', stderr: '' };
  }

  /** What a hook reads: every member is there, as null where the event has no such thing. */
  private eventFor(
    { type, toolName, toolInput, toolResponse, message, metadata }: HookOccasion,
    workspace: Workspace,
  ): string {
    return JSON.stringify({
      event_type: type,
      tool_name: toolName ?? null,
      tool_input: toolInput ?? null,
      tool_response: toolResponse ?? null,
      message: message ?? null,
      session_id: this.host.conversationId,
      working_dir: workspace.root,
      metadata: metadata ?? {},
    });
  }

  private environmentFor({ type, toolName }: HookOccasion, workspace: Workspace): Record<string, string> {
    return {
      OPENHANDS_PROJECT_DIR: workspace.root,
      OPENHANDS_SESSION_ID: this.host.conversationId,
      OPENHANDS_EVENT_TYPE: type,
      ...(toolName === undefined ? {} : { OPENHANDS_TOOL_NAME: toolName }),
    };
  }
}
