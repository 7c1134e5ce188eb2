import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import type { HookOccasion, HookOutcome } from '@openhands-nest/agent-ports';
import type { EventDraft } from '../journal/draft.js';

/** Characters that are kept of each text of a hook. */
const MAX_CHARS = 50_000;
const CUT = '\n<TRUNCATED>';

/** What a hook belongs to, by id. */
export interface HookCause {
  readonly actionId?: string;
  readonly messageId?: string;
}

/** Tells watchers what a hook was told and how it ended. */
export function hookEvent(
  occasion: HookOccasion,
  outcome: HookOutcome,
  { actionId, messageId }: HookCause,
): EventDraft {
  const { label, success, blocked, exitCode, stdout, stderr, reason, additionalContext, error } = outcome;
  const input = inputOf(occasion);
  return {
    kind: EventKind.HookExecution,
    source: EventSource.Hook,
    hook_event_type: occasion.type,
    hook_command: label,
    ...(occasion.toolName === undefined ? {} : { tool_name: occasion.toolName }),
    success,
    blocked,
    exit_code: exitCode,
    stdout: cut(stdout),
    stderr: cut(stderr),
    ...(reason === undefined ? {} : { reason: cut(reason) }),
    ...(additionalContext === undefined ? {} : { additional_context: cut(additionalContext) }),
    ...(error === undefined ? {} : { error: cut(error) }),
    ...(actionId === undefined ? {} : { action_id: actionId }),
    ...(messageId === undefined ? {} : { message_id: messageId }),
    ...(input === undefined ? {} : { hook_input: input }),
  };
}

/** The part of an event that differs from one to the next; undefined when there is none. */
function inputOf({
  toolName,
  toolInput,
  toolResponse,
  message,
  metadata,
}: HookOccasion): Record<string, unknown> | undefined {
  const input = {
    ...(toolName === undefined ? {} : { tool_name: toolName }),
    ...(toolInput === undefined ? {} : { tool_input: toolInput }),
    ...(toolResponse === undefined ? {} : { tool_response: toolResponse }),
    ...(message === undefined ? {} : { message }),
    ...metadata,
  };
  return Object.keys(input).length === 0 ? undefined : input;
}

function cut(text: string): string {
  return text.length <= MAX_CHARS ? text : text.slice(0, MAX_CHARS - CUT.length) + CUT;
}
