/** One run of a conversation, whoever works in it. */
export interface ConversationRun {
  /** Whether the run has decided to end: a message that comes later is for the next run. */
  readonly concluded: boolean;
  /** Works until the turn ends. @throws what made it fail, or the signal's reason */
  work(): Promise<void>;
  /** Ends the listening; called once, whatever happened. */
  dispose(): void;
}
