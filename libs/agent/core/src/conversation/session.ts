import { mergeHooks, type HookConfig, type HookQuestion, type SubAgents } from '@openhands-nest/agent-ports';
import type { EngineOptions } from '../engine.js';
import { askAgent } from '../hooks/ask-agent.js';
import { askModel } from '../hooks/ask-model.js';
import { hookConfigOf, withHookState } from '../hooks/hook-state.js';
import { SessionHooks } from '../hooks/session-hooks.js';
import { stateUpdate } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import type { Toolbox } from '../run/toolbox.js';
import type { ModelInUse } from './model-in-use.js';

/** How long hooks may hold up the end of a conversation. */
const END_MS = 10_000;

export interface SessionOptions {
  readonly journal: Journal;
  readonly toolbox: Toolbox;
  readonly openHooks: EngineOptions['openHooks'];
  readonly model: ModelInUse;
  readonly subAgents: SubAgents;
}

/** A conversation from its first run in this process until it is put away, with its hooks at both ends. */
export class Session {
  private current: { readonly key: string; readonly hooks: SessionHooks } | undefined;

  constructor(private readonly options: SessionOptions) {}

  /** Undefined: the conversation has none, or the session has not begun. */
  get hooks(): SessionHooks | undefined {
    return this.current?.hooks;
  }

  /** Opens the conversation's own hooks and those that were added to them. Other hooks than before are a new session. */
  async begin(added: HookConfig | undefined, signal: AbortSignal): Promise<void> {
    const { record } = this.options.journal;
    const config = mergeHooks([record.spec.hooks, added]);
    const key = JSON.stringify(config);
    if (this.current?.key === key || (!config && !this.current)) return;
    await this.end();
    const hooks = config && this.open(config);
    if (!config || !hooks) return;
    await this.tell(config);
    this.current = { key, hooks };
    await hooks.begin(signal);
  }

  async end(): Promise<void> {
    const ending = this.current?.hooks;
    this.current = undefined;
    if (!ending) return;
    await ending.end(AbortSignal.timeout(END_MS)).catch(() => undefined);
    await ending.close();
  }

  private open(config: HookConfig): SessionHooks | undefined {
    const { journal, toolbox, openHooks } = this.options;
    const hooks = openHooks?.(config, {
      conversationId: journal.record.id,
      openWorkspace: () => toolbox.workspaceOf(),
      ask: (question) => this.ask(question),
    });
    return hooks && new SessionHooks({ hooks, journal, mask: (value) => toolbox.mask(value) });
  }

  private async ask(question: HookQuestion): Promise<string> {
    const { journal, model, subAgents } = this.options;
    if (question.tools.length > 0) return askAgent(subAgents, question);
    return askModel(journal, await model.require(), question);
  }

  /** Shows watchers which hooks are in force when they are not those of the creation. */
  private async tell(config: HookConfig): Promise<void> {
    const { journal } = this.options;
    if (JSON.stringify(hookConfigOf(journal.record)) === JSON.stringify(config)) return;
    await journal.transact((record) => ({
      events: [stateUpdate('hook_config', config)],
      patch: { agentState: withHookState(record, { config }) },
    }));
  }
}
