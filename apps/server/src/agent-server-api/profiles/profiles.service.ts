import { Injectable } from '@nestjs/common';
import type {
  LLM,
  ProfileDetailResponse,
  ProfileInfo,
  ProfileListResponse,
  SaveProfileRequest,
} from '@openhands-nest/contracts/agent-server';
import { HttpProblem, invalidInput } from '../../http/problems.js';
import { ConfigurationStore } from '../settings/configuration-store.js';
import type { Configuration } from '../settings/configuration.js';
import { showing, type Exposure } from '../settings/exposure.js';
import { revealedLlm } from '../settings/reveal.js';
import { changeLlmSecrets } from '../settings/secret-places.js';
import { SecretTokens } from '../settings/secret-tokens.js';
import { activated } from '../settings/settings.service.js';
import { isConnectionBroken, resolvedLlm, toStoredLlm } from '../settings/stored-llm.js';
import { deleteProfile, renameProfile, saveProfile } from './profile-changes.js';

/** Named models that a person switches between. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly store: ConfigurationStore,
    private readonly tokens: SecretTokens,
  ) {}

  async list(): Promise<ProfileListResponse> {
    const configuration = await this.store.read();
    const names = Object.keys(configuration.profiles).sort();
    return {
      profiles: names.map((name) => infoOf(name, profileOf(configuration, name), configuration)),
      active_profile: configuration.activeProfile,
    };
  }

  /** Without exposure the key is left out, and other secrets are masked. @throws HttpProblem 404 */
  async get(name: string, exposure: Exposure): Promise<ProfileDetailResponse> {
    const configuration = await this.store.read();
    const llm = resolvedLlm(profileOf(configuration, name), configuration.connections);
    const shown = changeLlmSecrets({ ...llm }, showing(exposure, this.tokens));
    return {
      name,
      config: exposure === 'masked' ? { ...shown, api_key: null } : shown,
      api_key_set: llm.api_key !== null,
    };
  }

  /** The profile as it is used, or undefined. */
  async find(name: string): Promise<LLM | undefined> {
    const { profiles, connections } = await this.store.read();
    const llm = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
    return llm && resolvedLlm(llm, connections);
  }

  /** @throws HttpProblem 409 when there are too many; InvalidInputError */
  async save(name: string, { llm, include_secrets: withSecrets }: SaveProfileRequest): Promise<void> {
    const stored = toStoredLlm(revealedLlm(llm, this.tokens));
    const kept = withSecrets ? stored : (changeLlmSecrets({ ...stored }, () => null) as unknown as LLM);
    await this.store.change((configuration) => saveProfile(configuration, name, kept));
  }

  /** @throws HttpProblem 409 while an agent profile refers to it */
  async delete(name: string): Promise<void> {
    await this.store.change((configuration) => deleteProfile(configuration, name));
  }

  /** @throws HttpProblem 404, 409 */
  async rename(name: string, newName: string): Promise<void> {
    await this.store.change((configuration) => renameProfile(configuration, name, newName));
  }

  /** Makes its model that of the settings, and so the default of new runs. @throws HttpProblem 404, InvalidInputError */
  async activate(name: string): Promise<void> {
    await this.store.change((configuration) => {
      const llm = profileOf(configuration, name);
      if (isConnectionBroken(llm, configuration.connections))
        throw invalidInput(
          ['path', 'name'],
          `The provider connection of profile '${name}' is gone. Choose another one, or enter a key.`,
        );
      return activated(configuration, name);
    });
  }
}

function profileOf({ profiles }: Configuration, name: string): LLM {
  const llm = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (llm) return llm;
  throw new HttpProblem(404, { detail: `Profile '${name}' not found` });
}

function infoOf(name: string, stored: LLM, { connections }: Configuration): ProfileInfo {
  const llm = resolvedLlm(stored, connections);
  return {
    name,
    model: llm.model,
    base_url: llm.base_url,
    provider_connection_id: llm.provider_connection_id,
    provider_connection_broken: isConnectionBroken(llm, connections),
    api_key_set: llm.api_key !== null,
  };
}
