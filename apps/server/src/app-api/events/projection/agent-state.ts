import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type { LegacyDraft } from './legacy-event.js';

/** Where an agent stands, in the words of 0.53. */
export const AgentState = {
  Loading: 'loading',
  Running: 'running',
  AwaitingUserInput: 'awaiting_user_input',
  Paused: 'paused',
  Stopped: 'stopped',
  Finished: 'finished',
  Error: 'error',
  AwaitingUserConfirmation: 'awaiting_user_confirmation',
  UserConfirmed: 'user_confirmed',
  UserRejected: 'user_rejected',
} as const;
export type AgentState = (typeof AgentState)[keyof typeof AgentState];

/** What tells the many meanings of one status apart. */
export interface Circumstances {
  /** Whether the agent's last word was a plain message, which waits for an answer. */
  readonly awaitsAnswer: boolean;
  /** Whether the pause came from cutting the run off. */
  readonly wasCutOff: boolean;
}

export function agentStateOf(status: ExecutionStatus, { awaitsAnswer, wasCutOff }: Circumstances): AgentState {
  switch (status) {
    case ExecutionStatus.Idle:
      return AgentState.AwaitingUserInput;
    case ExecutionStatus.Running:
      return AgentState.Running;
    case ExecutionStatus.Paused:
      return wasCutOff ? AgentState.Stopped : AgentState.Paused;
    case ExecutionStatus.WaitingForConfirmation:
      return AgentState.AwaitingUserConfirmation;
    case ExecutionStatus.Finished:
      return awaitsAnswer ? AgentState.AwaitingUserInput : AgentState.Finished;
    case ExecutionStatus.Error:
    case ExecutionStatus.Stuck:
      return AgentState.Error;
    case ExecutionStatus.Deleting:
      return AgentState.Stopped;
  }
}

export function stateChanged(state: AgentState, reason = ''): LegacyDraft {
  return {
    source: 'environment',
    message: '',
    body: { observation: 'agent_state_changed', content: '', extras: { agent_state: state, reason } },
  };
}
