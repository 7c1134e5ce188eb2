import {
  ACPAgentSettings,
  AGENT_SETTINGS_VERSION,
  OpenHandsAgentSettings,
  type AgentSettings,
} from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { withoutInputs } from '../../http/without-inputs.js';
import { isObject, mapValues, type Json } from './json.js';
import { mergePatch, restoreMasked } from './merge.js';
import { changeSecrets } from './secret-places.js';
import { revealing } from './reveal.js';
import type { SecretTokens } from './secret-tokens.js';
import { toStoredLlm } from './stored-llm.js';

const AT = ['body', 'agent_settings_diff'];

/**
 * Agent settings after a merge patch. Another kind of agent begins with its own defaults.
 * Masks of MCP servers, headers and secrets mean "as before"; the mask in place of a model's key means no key.
 * @throws InvalidInputError without the refused values: they may be secrets
 */
export function updateAgentSettings(before: AgentSettings, diff: Json, tokens: SecretTokens): AgentSettings {
  const kind = diff.agent_kind ?? before.agent_kind;
  const base: Json = kind === before.agent_kind ? { ...before } : {};
  const revealed = changeSecrets(restoreMasks(diff, base), revealing(tokens, AT));
  const merged = { ...(mergePatch(base, revealed) as Json), agent_kind: kind, schema_version: AGENT_SETTINGS_VERSION };
  const settings = withoutInputs(() =>
    kind === 'acp' ? parseValue(ACPAgentSettings, merged, AT) : parseValue(OpenHandsAgentSettings, merged, AT),
  );
  return settings.agent_kind === 'openhands' ? { ...settings, llm: toStoredLlm(settings.llm) } : settings;
}

function restoreMasks(diff: Json, stored: Json): Json {
  const below = (value: unknown, key: string, name: string): unknown => {
    const known = isObject(stored[key]) ? stored[key][name] : undefined;
    return isObject(value) && name in value ? { ...value, [name]: restoreMasked(value[name], known) } : value;
  };
  return mapValues(diff, (value, key) => {
    if (key === 'mcp_config' || key === 'meta_profile_llms') return restoreMasked(value, stored[key]);
    if (key === 'llm') return below(value, key, 'extra_headers');
    return key === 'agent_context' ? below(value, key, 'secrets') : value;
  });
}
