/** Agents that can be chosen. */
export const AGENTS: readonly string[] = ['CodeActAgent'];

/** Security analyzers that can be chosen: with one, only actions of at least medium risk wait for approval. */
export const SECURITY_ANALYZERS: readonly string[] = ['llm'];
