import type { AcpModel, AcpSession, ConversationRecord } from '@openhands-nest/agent-ports';

/** Where it is kept how far the agent in a program of its own has come, and the model that it was switched to. */
export const ACP_STATE_KEY = 'acp';
export const ACP_MODEL_KEY = 'acp_model';
/** Under which the use of such an agent is counted, and its model's name while nobody has said it. */
export const ACP_USAGE = 'acp-managed';

export interface AcpState {
  readonly session?: AcpSession & {
    /** Where it works: in another directory it cannot go on. */
    readonly directory: string;
    /** Whether it has been told what the conversation tells its agent. */
    readonly told: boolean;
  };
  /** A session of which only the name is known. */
  readonly resume?: string;
  /** US dollars that the session has cost so far. */
  readonly cost?: number;
  /** The newest message that the agent was given. */
  readonly given?: string;
  /** Whether it has not come to the end of that. */
  readonly isOpen?: boolean;
}

export function acpStateOf({ agentState }: ConversationRecord): AcpState {
  return (agentState[ACP_STATE_KEY] as AcpState | undefined) ?? {};
}

/** The state with these changes of it. */
export function withAcpState(record: ConversationRecord, change: Partial<AcpState>): ConversationRecord['agentState'] {
  return { ...record.agentState, [ACP_STATE_KEY]: { ...acpStateOf(record), ...change } };
}

/** The model that was chosen for it; undefined: its own. */
export function chosenModelOf({ agentState, spec }: ConversationRecord): string | undefined {
  return (agentState[ACP_MODEL_KEY] as string | undefined) ?? spec.acp?.model;
}

/** What is known of its models. */
export function acpModelsOf(record: ConversationRecord): {
  readonly model: string | null;
  readonly models: readonly AcpModel[];
  readonly canSwitch: boolean;
} {
  const { session } = acpStateOf(record);
  return {
    model: currentModelOf(record),
    models: session?.models ?? [],
    canSwitch: session?.canSwitchModel ?? false,
  };
}

/** The model that answers, as far as anybody knows; null: nobody has said. */
export function currentModelOf(record: ConversationRecord): string | null {
  const { session } = acpStateOf(record);
  return session ? session.model : (chosenModelOf(record) ?? null);
}
