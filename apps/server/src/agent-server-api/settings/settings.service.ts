import { Inject, Injectable } from '@nestjs/common';
import type { LlmSettings } from '@openhands-nest/agent-ports';
import {
  ConversationSettings,
  type AgentSettings,
  type SettingsResponse,
  type SettingsUpdateRequest,
} from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { HttpProblem } from '../../http/problems.js';
import { withoutInputs } from '../../http/without-inputs.js';
import { ENVIRONMENT_LLM } from '../../tokens.js';
import { ConfigurationStore } from './configuration-store.js';
import type { Configuration } from './configuration.js';
import { showing, type Exposure } from './exposure.js';
import { mapValues, type Json } from './json.js';
import { deepMerge } from './merge.js';
import { changeSecrets } from './secret-places.js';
import { withMetaProfile } from '../meta-profiles/active-meta-profile.js';
import { SecretTokens } from './secret-tokens.js';
import { effectiveLlm } from './stored-llm.js';
import { updateAgentSettings } from './update-agent-settings.js';

const CHANGES = [
  'agent_settings_diff',
  'conversation_settings_diff',
  'misc_settings_diff',
  'active_profile',
  'active_agent_profile_id',
  'active_meta_profile',
] as const;

/** Reads and changes the settings of the server's user. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly store: ConfigurationStore,
    private readonly tokens: SecretTokens,
    @Inject(ENVIRONMENT_LLM) private readonly environment: LlmSettings | undefined,
  ) {}

  async read(exposure: Exposure): Promise<SettingsResponse> {
    return this.show(await this.store.read(), exposure);
  }

  /** @throws HttpProblem 400 for nothing to change, 404 for an unknown profile; InvalidInputError */
  async update(request: SettingsUpdateRequest): Promise<SettingsResponse> {
    const isPointer = (name: string): boolean => name.startsWith('active_');
    const asksForNothing = CHANGES.every(
      (name) => request[name] === undefined || (request[name] === null && !isPointer(name)),
    );
    if (asksForNothing) throw new HttpProblem(400, { detail: `Give at least one of ${CHANGES.join(', ')}.` });
    return this.change((configuration) => this.updated(configuration, request));
  }

  /** One change of the configuration, answered with the masked settings. */
  async change(edit: (configuration: Configuration) => Configuration): Promise<SettingsResponse> {
    return this.show(await this.store.change(edit), 'masked');
  }

  /** Agent settings as an answer shows them. */
  shownAgentSettings(settings: AgentSettings, configuration: Configuration, exposure: Exposure): Json {
    const { mcp_config: servers, ...others } = changeSecrets(
      this.effective(settings, configuration),
      showing(exposure, this.tokens),
    );
    return { ...others, mcp_config: mapValues(servers as Readonly<Record<string, Json>>, withoutNulls) };
  }

  private updated(configuration: Configuration, request: SettingsUpdateRequest): Configuration {
    const pointed = withPointers(configuration, request);
    const { agent_settings_diff: agent, conversation_settings_diff: conversation, misc_settings_diff: misc } = request;
    const changed: Configuration = {
      ...pointed,
      ...(agent && { agentSettings: updateAgentSettings(pointed.agentSettings, agent, this.tokens) }),
      ...(conversation && { conversationSettings: mergedConversation(pointed, conversation) }),
      ...(misc && { miscSettings: deepMerge(pointed.miscSettings, misc) }),
    };
    return withMetaProfile(changed, request.active_meta_profile);
  }

  private show(configuration: Configuration, exposure: Exposure): SettingsResponse {
    const { agentSettings, activeProfile, activeAgentProfileId, conversationSettings, miscSettings } = configuration;
    const { activeMetaProfile = null } = configuration;
    return {
      agent_settings: this.shownAgentSettings(agentSettings, configuration, exposure),
      conversation_settings: { ...conversationSettings },
      llm_api_key_is_set: hasKey(this.effective(agentSettings, configuration)),
      active_profile: activeProfile,
      active_agent_profile_id: activeAgentProfileId,
      active_meta_profile: activeMetaProfile,
      misc_settings: miscSettings,
    };
  }

  private effective(settings: AgentSettings, configuration: Configuration): Json {
    const context = settings.agent_context && {
      ...settings.agent_context,
      current_datetime: settings.agent_context.current_datetime ?? new Date().toISOString(),
    };
    if (settings.agent_kind !== 'openhands') return { ...settings, agent_context: context };
    return { ...settings, agent_context: context, llm: effectiveLlm(settings.llm, configuration, this.environment) };
  }
}

/** A profile that becomes the active one lends the settings its model, unless the same request brings one. */
function withPointers(configuration: Configuration, request: SettingsUpdateRequest): Configuration {
  const { active_profile: profile, active_agent_profile_id: agentProfileId } = request;
  let next = configuration;
  if (profile !== undefined) {
    const bringsModel = request.agent_settings_diff?.llm !== undefined;
    next = profile === null || bringsModel ? pointedAt(next, profile) : activated(next, profile);
  }
  if (agentProfileId === undefined) return next;
  if (agentProfileId !== null && !hasAgentProfile(next, agentProfileId))
    throw new HttpProblem(404, { detail: `Agent profile with id '${agentProfileId}' not found` });
  return { ...next, activeAgentProfileId: agentProfileId };
}

/** Makes a profile the active one and its model that of the settings. @throws HttpProblem 404 */
export function activated(configuration: Configuration, name: string): Configuration {
  const next = pointedAt(configuration, name);
  const llm = configuration.profiles[name];
  const { agentSettings } = next;
  return llm && agentSettings.agent_kind === 'openhands' ? { ...next, agentSettings: { ...agentSettings, llm } } : next;
}

function pointedAt(configuration: Configuration, name: string | null): Configuration {
  if (name !== null && !Object.hasOwn(configuration.profiles, name))
    throw new HttpProblem(404, { detail: `Profile '${name}' not found` });
  return { ...configuration, activeProfile: name };
}

function hasAgentProfile({ agentProfiles = {} }: Configuration, id: string): boolean {
  return Object.values(agentProfiles).some((profile) => profile.id === id);
}

function mergedConversation({ conversationSettings }: Configuration, diff: Json): ConversationSettings {
  const merged = deepMerge({ ...conversationSettings }, diff);
  return withoutInputs(() => parseValue(ConversationSettings, merged, ['body', 'conversation_settings_diff']));
}

function hasKey({ llm }: Json): boolean {
  return typeof llm === 'object' && llm !== null && (llm as { api_key?: unknown }).api_key !== null;
}

function withoutNulls(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
