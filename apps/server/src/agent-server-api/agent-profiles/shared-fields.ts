import type { OpenHandsAgentProfile, OpenHandsAgentSettings } from '@openhands-nest/contracts/agent-server';

const SHARED = [
  ...(['agent', 'tools', 'condenser', 'verification', 'tool_concurrency_limit', 'persona'] as const),
  'enable_classify_and_switch_llm_tool',
] as const;

type Shared = Pick<OpenHandsAgentProfile & OpenHandsAgentSettings, (typeof SHARED)[number]>;

/** What agent settings and agent profiles say in the same words. */
export function sharedFields(source: OpenHandsAgentProfile | OpenHandsAgentSettings): Shared {
  return Object.fromEntries(SHARED.map((name) => [name, source[name]])) as unknown as Shared;
}
