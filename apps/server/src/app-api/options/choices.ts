/** The model with which the frontend of 0.53 begins its first form: it shows none when it is not in the list. */
export const FRONTEND_MODEL = 'openhands/claude-sonnet-4-20250514';

/** Agents that can be chosen. */
export const AGENTS: readonly string[] = ['CodeActAgent'];

/** Security analyzers that can be chosen: with one, only actions of at least medium risk wait for approval. */
export const SECURITY_ANALYZERS: readonly string[] = ['llm'];
