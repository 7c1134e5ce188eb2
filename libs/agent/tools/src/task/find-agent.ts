import type { AgentDefinition } from '@openhands-nest/agent-ports';

const USUAL = 'general-purpose';
/** What agents were called in earlier releases of the protocol. */
const EARLIER_NAMES: Readonly<Record<string, string>> = {
  default: USUAL,
  'default cli mode': USUAL,
  explore: 'code-explorer',
  bash: 'bash-runner',
};

/** The agent of this name; without a name the usual one. */
export function findAgent(agents: readonly AgentDefinition[], name: string | undefined): AgentDefinition | undefined {
  const wanted = name?.trim() || USUAL;
  return agents.find((agent) => agent.name === wanted) ?? agents.find((agent) => agent.name === EARLIER_NAMES[wanted]);
}
