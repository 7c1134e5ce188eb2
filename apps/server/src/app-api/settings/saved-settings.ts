import type { LlmSettings } from '@openhands-nest/agent-ports';
import {
  ConversationSettings,
  LLMSummarizingCondenserSettings,
  mcpConfigComplaint,
  type CondenserSettings,
} from '@openhands-nest/contracts/agent-server';
import { Preferences, type Settings } from '@openhands-nest/contracts/app';
import { fieldsOf, parseValue } from '@openhands-nest/contracts/schema';
import type { AppConfiguration, Configuration } from '../../agent-server-api/settings/configuration.js';
import { invalidInput } from '../../http/problems.js';
import { AGENTS, SECURITY_ANALYZERS } from '../options/choices.js';
import { keptUnlessGiven, ownAgentSettings, savedLlm } from './app-llm.js';
import { serversOfLists } from './mcp-lists.js';

/** The configuration after settings were saved. @throws InvalidInputError for what this server cannot do */
export function withSavedSettings(
  configuration: Configuration,
  given: Settings,
  environment: LlmSettings | undefined,
): Configuration {
  refuseUnknownChoices(given);
  const before = ownAgentSettings(configuration);
  return {
    ...configuration,
    agentSettings: {
      ...before,
      agent: given.agent || 'CodeActAgent',
      llm: savedLlm(configuration, given, environment),
      condenser: savedCondenser(before.condenser, given),
      mcp_config: savedServers(before.mcp_config, given),
    },
    conversationSettings: {
      ...configuration.conversationSettings,
      confirmation_mode: given.confirmation_mode ?? false,
      security_analyzer: given.security_analyzer || null,
      max_iterations: given.max_iterations || parseValue(ConversationSettings, {}).max_iterations,
    },
    app: savedPreferences(configuration.app, given),
  };
}

function refuseUnknownChoices({ agent, security_analyzer: analyzer }: Settings): void {
  refuseUnless(AGENTS, agent, 'agent');
  refuseUnless(SECURITY_ANALYZERS, analyzer, 'security_analyzer');
}

function refuseUnless(known: readonly string[], chosen: string | null | undefined, key: string): void {
  if (!chosen || known.includes(chosen)) return;
  throw invalidInput(
    ['body', key],
    `This server has none of that name. Choose ${known.join(' or ')}, or null`,
    'enum',
    chosen,
  );
}

/** Nobody's size means the usual one of each surface. */
function savedCondenser(before: CondenserSettings, given: Settings): CondenserSettings {
  const usual = parseValue(LLMSummarizingCondenserSettings, {});
  const base = before.condenser_kind === 'llm_summarizing' ? before : usual;
  return { ...base, enabled: given.enable_default_condenser, max_size: given.condenser_max_size ?? usual.max_size };
}

function savedServers(
  before: Parameters<typeof serversOfLists>[1],
  { mcp_config: lists }: Settings,
): ReturnType<typeof serversOfLists> {
  const servers = serversOfLists(lists, before);
  const complaint = mcpConfigComplaint(servers);
  if (complaint !== undefined) throw invalidInput(['body', 'mcp_config'], `Value error, ${complaint}`);
  return servers;
}

function savedPreferences(before: AppConfiguration | undefined, given: Settings): AppConfiguration {
  const preferences = Object.fromEntries(
    [...fieldsOf(Preferences).keys()].map((name) => [name, given[name as keyof Preferences] ?? null]),
  ) as unknown as Preferences;
  return {
    ...preferences,
    user_consents_to_analytics: given.user_consents_to_analytics ?? before?.user_consents_to_analytics ?? null,
    searchKey: keptUnlessGiven(given.search_api_key, before?.searchKey ?? null),
  };
}
