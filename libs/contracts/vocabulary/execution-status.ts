/** Where a conversation's agent stands. Wire values of the Agent Server protocol. */
export const ExecutionStatus = {
  Idle: 'idle',
  Running: 'running',
  Paused: 'paused',
  WaitingForConfirmation: 'waiting_for_confirmation',
  Finished: 'finished',
  Error: 'error',
  Stuck: 'stuck',
  /** Seen only in notices about a conversation that is being removed. */
  Deleting: 'deleting',
} as const;
export type ExecutionStatus = (typeof ExecutionStatus)[keyof typeof ExecutionStatus];
