/** The stored agent profile that a conversation was launched from, in the words of the protocol. */
export interface LaunchedProfile {
  readonly agent_profile_id: string;
  readonly revision: number;
  /** Names of the only secrets that its conversations get; null: all. */
  readonly secret_refs: readonly string[] | null;
  /** The LLM profile that took the place of its own. */
  readonly llm_profile_ref: string | null;
}
