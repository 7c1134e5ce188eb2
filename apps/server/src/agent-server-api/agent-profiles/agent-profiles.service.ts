import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { LlmSettings } from '@openhands-nest/agent-ports';
import {
  ACPAgentProfile,
  OpenHandsAgentProfile,
  type AgentProfile,
  type AgentProfileDiagnostics,
  type AgentProfileInfo,
  type AgentProfileListResponse,
} from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { HttpProblem } from '../../http/problems.js';
import { ENVIRONMENT_LLM } from '../../tokens.js';
import { ConfigurationStore } from '../settings/configuration-store.js';
import type { Configuration } from '../settings/configuration.js';
import type { Json } from '../settings/json.js';
import { SettingsService } from '../settings/settings.service.js';
import { diagnose } from './diagnose.js';
import { seeded } from './seed.js';

const MAX_PROFILES = 50;

/** Named agents that a person starts conversations with. */
@Injectable()
export class AgentProfilesService {
  constructor(
    private readonly store: ConfigurationStore,
    private readonly settings: SettingsService,
    @Inject(ENVIRONMENT_LLM) private readonly environment: LlmSettings | undefined,
  ) {}

  /** The first call makes one from the settings. */
  async list(): Promise<AgentProfileListResponse> {
    let configuration = await this.store.read();
    if (configuration.agentProfiles === undefined)
      configuration = await this.store.change((current) => seeded(current, this.environment));
    const { agentProfiles = {}, activeAgentProfileId } = configuration;
    const names = Object.keys(agentProfiles).sort();
    return {
      profiles: names.map((name) => infoOf(profileOf(configuration, name))),
      active_agent_profile_id: activeAgentProfileId,
    };
  }

  /** @throws HttpProblem 404 */
  async get(name: string): Promise<AgentProfile> {
    return profileOf(await this.store.read(), name);
  }

  /** @param body checked against the kind of agent that it names. @throws InvalidValueError, HttpProblem 409 */
  async save(name: string, body: Json): Promise<void> {
    const profile = parseProfile({ ...body, name }, ['body']);
    await this.store.change((configuration) => {
      const profiles = configuration.agentProfiles ?? {};
      const before = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
      if (!before && Object.keys(profiles).length >= MAX_PROFILES)
        throw new HttpProblem(409, { detail: `There are ${MAX_PROFILES} agent profiles already. Delete one first.` });
      const identity = { id: before?.id ?? randomUUID(), name, revision: before ? before.revision + 1 : 0 };
      return { ...configuration, agentProfiles: { ...profiles, [name]: { ...profile, ...identity } } };
    });
  }

  async delete(name: string): Promise<void> {
    await this.store.change((configuration) => {
      const { agentProfiles = {}, activeAgentProfileId } = configuration;
      if (!Object.hasOwn(agentProfiles, name)) return configuration;
      const isActive = agentProfiles[name]?.id === activeAgentProfileId;
      const others = Object.entries(agentProfiles).filter(([key]) => key !== name);
      return {
        ...configuration,
        agentProfiles: Object.fromEntries(others),
        activeAgentProfileId: isActive ? null : activeAgentProfileId,
      };
    });
  }

  /** @throws HttpProblem 404, 409 */
  async rename(name: string, newName: string): Promise<void> {
    await this.store.change((configuration) => {
      const profile = profileOf(configuration, name);
      if (name === newName) return configuration;
      const profiles = configuration.agentProfiles ?? {};
      if (Object.hasOwn(profiles, newName))
        throw new HttpProblem(409, { detail: `Agent profile '${newName}' already exists` });
      const others = Object.entries(profiles).filter(([key]) => key !== name);
      return {
        ...configuration,
        agentProfiles: Object.fromEntries([...others, [newName, { ...profile, name: newName }]]),
      };
    });
  }

  /** Points at a profile; the settings stay as they are. @throws HttpProblem 404 */
  async activate(id: string): Promise<void> {
    await this.store.change((configuration) => {
      if (!Object.values(configuration.agentProfiles ?? {}).some((profile) => profile.id === id))
        throw new HttpProblem(404, { detail: `Agent profile with id '${id}' not found` });
      return { ...configuration, activeAgentProfileId: id };
    });
  }

  /** @param draft looked at instead of the saved profile. @throws HttpProblem 404, InvalidValueError */
  async materialize(name: string, draft: Json | null): Promise<AgentProfileDiagnostics> {
    const configuration = await this.store.read();
    const profile = draft ? parseProfile({ ...draft, name }, ['body', 'profile']) : profileOf(configuration, name);
    const { resolved, diagnostics } = diagnose(profile, configuration);
    const shown = resolved && this.settings.shownAgentSettings(resolved, configuration, 'masked');
    return { ...diagnostics, resolved_settings: shown ?? null };
  }
}

function parseProfile(body: Json, at: readonly string[]): AgentProfile {
  return body.agent_kind === 'acp'
    ? parseValue(ACPAgentProfile, body, at)
    : parseValue(OpenHandsAgentProfile, body, at);
}

function profileOf({ agentProfiles = {} }: Configuration, name: string): AgentProfile {
  const profile = Object.hasOwn(agentProfiles, name) ? agentProfiles[name] : undefined;
  if (profile) return profile;
  throw new HttpProblem(404, { detail: `Agent profile '${name}' not found` });
}

function infoOf(profile: AgentProfile): AgentProfileInfo {
  const { id, name, agent_kind, revision, mcp_server_refs } = profile;
  const llmProfile = profile.agent_kind === 'openhands' ? profile.llm_profile_ref : null;
  return { id, name, agent_kind, revision, llm_profile_ref: llmProfile, mcp_server_refs };
}
