import type { ModelChoice } from '@openhands-nest/agent-core';
import type { LLM } from '@openhands-nest/contracts/agent-server';
import { withoutSecrets } from '../conversations/without-secrets.js';
import type { Configuration } from './configuration.js';
import { isConnectionBroken, resolvedLlm, toLlmSettings } from './stored-llm.js';

/** A described model, as conversations change to it. */
export function choiceOf(llm: LLM, { connections }: Pick<Configuration, 'connections'>): ModelChoice {
  const resolved = resolvedLlm(llm, connections);
  return { settings: toLlmSettings(resolved), document: withoutSecrets({ ...resolved }) };
}

/** The model of a saved profile, counted under the profile's own usage id. Undefined: there is none of this name that can be used. */
export function profileChoice(configuration: Configuration, name: string): ModelChoice | undefined {
  const { profiles, connections } = configuration;
  const llm = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (!llm || isConnectionBroken(llm, connections)) return undefined;
  return choiceOf({ ...llm, usage_id: `profile:${name}` }, configuration);
}
