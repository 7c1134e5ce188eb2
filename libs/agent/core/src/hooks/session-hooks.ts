import type { ActionEvent, Observation } from '@openhands-nest/contracts/events';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { HookEventType, type HookOccasion, type HookOutcome, type Hooks } from '@openhands-nest/agent-ports';
import { combine, type Change, type EventDraft } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import { blockedByHookReason, stopHookFeedback } from '../prompts/hook-feedback.js';
import { nudge } from '../reply/record-reply.js';
import { hookEvent, type HookCause } from './hook-event.js';
import { hookStateOf, withHookState } from './hook-state.js';
import type { PromptWatch, SubmittedPrompt } from './prompt-watch.js';

export interface SessionHooksOptions {
  readonly hooks: Hooks;
  readonly journal: Journal;
  /** Hides the conversation's secrets. */
  readonly mask: <T>(value: T) => T;
}

/** The hooks of a conversation, in the places where it has to ask them. Each of their outcomes becomes an event. */
export class SessionHooks {
  constructor(private readonly options: SessionHooksOptions) {}

  /** Whether somebody may object to the end of a turn. */
  get guardsStop(): boolean {
    return this.options.hooks.listensTo(HookEventType.Stop);
  }

  /** What the hooks have to say is put before the model as a message. */
  async begin(signal: AbortSignal): Promise<void> {
    await this.ask({ type: HookEventType.SessionStart }, {}, signal, (outcomes) => {
      const context = contextOf(outcomes);
      return context === undefined ? {} : { events: [nudge(context)] };
    });
  }

  async end(signal: AbortSignal): Promise<void> {
    await this.ask({ type: HookEventType.SessionEnd }, {}, signal);
  }

  close(): Promise<void> {
    return this.options.hooks.close();
  }

  /** Whether the call may be carried out. One that may not has its answer by then. */
  async allows(action: ActionEvent, signal: AbortSignal): Promise<boolean> {
    const occasion = { type: HookEventType.PreToolUse, toolName: action.tool_name, toolInput: inputOf(action) };
    const outcomes = await this.ask(occasion, { actionId: action.id }, signal, (all) => {
      const reason = refusalOf(all);
      return reason === undefined ? {} : { events: [refusal(action, reason)] };
    });
    return refusalOf(outcomes) === undefined;
  }

  async afterTool(action: ActionEvent, observation: Observation, signal: AbortSignal): Promise<void> {
    const occasion = {
      type: HookEventType.PostToolUse,
      toolName: action.tool_name,
      toolInput: inputOf(action),
      toolResponse: { ...observation },
    };
    await this.ask(occasion, { actionId: action.id }, signal);
  }

  /** Submits the messages that no hook has seen. Returns whether the newest one was refused, so that there is nothing to do. */
  async refusesPrompts(prompts: PromptWatch, signal: AbortSignal): Promise<boolean> {
    if (!this.options.hooks.listensTo(HookEventType.UserPromptSubmit)) return false;
    let refused = false;
    for (const prompt of prompts.take(hookStateOf(this.options.journal.record).checkedSeq)) {
      refused = await this.refusesPrompt(prompt, signal);
    }
    return refused;
  }

  /** Whether the agent has to go on; it has been told why then. */
  async objectsToStop(signal: AbortSignal): Promise<boolean> {
    const occasion = { type: HookEventType.Stop, metadata: { reason: 'agent_finished' } };
    const outcomes = await this.ask(occasion, {}, signal, (all) => {
      const objection = objectionOf(all);
      return objection === undefined ? {} : { events: [nudge(objection)] };
    });
    return objectionOf(outcomes) !== undefined;
  }

  private async refusesPrompt({ id, seq, text }: SubmittedPrompt, signal: AbortSignal): Promise<boolean> {
    const occasion = { type: HookEventType.UserPromptSubmit, message: text };
    const outcomes = await this.ask(occasion, { messageId: id }, signal, (all) => {
      const { record } = this.options.journal;
      const context = refusalOf(all) === undefined ? contextOf(all) : undefined;
      return {
        ...(context === undefined ? {} : { events: [nudge(context)] }),
        patch: { agentState: withHookState(record, { checkedSeq: seq }) },
      };
    });
    return refusalOf(outcomes) !== undefined;
  }

  private async ask(
    occasion: HookOccasion,
    cause: HookCause,
    signal: AbortSignal,
    consequence: (outcomes: readonly HookOutcome[]) => Change = () => ({}),
  ): Promise<readonly HookOutcome[]> {
    const { hooks, journal, mask } = this.options;
    if (!hooks.listensTo(occasion.type)) return [];
    const outcomes = mask(await hooks.run(occasion, signal));
    if (outcomes.length === 0 && occasion.type !== HookEventType.UserPromptSubmit) return outcomes;
    const events = outcomes.map((outcome) => hookEvent(occasion, outcome, cause));
    await journal.transact(() => combine({ events }, consequence(outcomes)));
    return outcomes;
  }
}

/** Why the hooks say no; undefined when they do not. */
function refusalOf(outcomes: readonly HookOutcome[]): string | undefined {
  const blocking = outcomes.find(({ blocked }) => blocked);
  return blocking && (blocking.reason?.trim() || blocking.stderr.trim() || blockedByHookReason());
}

function objectionOf(outcomes: readonly HookOutcome[]): string | undefined {
  const reason = refusalOf(outcomes);
  return reason === undefined ? undefined : stopHookFeedback(contextOf(outcomes) ?? reason);
}

function contextOf(outcomes: readonly HookOutcome[]): string | undefined {
  const parts = outcomes.flatMap(({ additionalContext }) => additionalContext || []);
  return parts.length === 0 ? undefined : parts.join('\n');
}

function inputOf({ action }: ActionEvent): Record<string, unknown> {
  return { ...action };
}

function refusal({ id, tool_name, tool_call_id }: ActionEvent, reason: string): EventDraft {
  return {
    kind: EventKind.UserReject,
    source: EventSource.Environment,
    tool_name,
    tool_call_id,
    action_id: id,
    rejection_reason: reason,
    rejection_source: 'hook',
  };
}
