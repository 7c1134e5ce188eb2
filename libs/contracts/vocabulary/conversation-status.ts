/** Whether a conversation is live on a server. Wire values of the OpenHands API; says nothing about the agent's work. */
export const ConversationStatus = {
  Starting: 'STARTING',
  Running: 'RUNNING',
  Stopped: 'STOPPED',
} as const;
export type ConversationStatus = (typeof ConversationStatus)[keyof typeof ConversationStatus];
