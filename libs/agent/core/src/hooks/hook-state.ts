import type { ConversationRecord, HookConfig } from '@openhands-nest/agent-ports';

/** Where it is kept how far the hooks are. */
export const HOOK_STATE_KEY = 'hooks';

/** What survives a restart. */
export interface HookState {
  /** Those in force, when others than the conversation's own have joined them. */
  readonly config?: HookConfig;
  /** User messages up to this sequence number have been submitted to the hooks. */
  readonly checkedSeq?: number;
}

export function hookStateOf({ agentState }: ConversationRecord): HookState {
  return (agentState[HOOK_STATE_KEY] as HookState | undefined) ?? {};
}

export function withHookState(record: ConversationRecord, change: HookState): ConversationRecord['agentState'] {
  return { ...record.agentState, [HOOK_STATE_KEY]: { ...hookStateOf(record), ...change } };
}

/** The hooks in force, as clients are shown them. */
export function hookConfigOf(record: ConversationRecord): HookConfig | undefined {
  return hookStateOf(record).config ?? record.spec.hooks;
}
