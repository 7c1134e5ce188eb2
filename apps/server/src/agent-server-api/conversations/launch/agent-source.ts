import { Injectable } from '@nestjs/common';
import type { AgentLaunchAdditions, StartConversationRequest } from '@openhands-nest/contracts/agent-server';
import type { LaunchedProfile } from '@openhands-nest/agent-ports';
import { HttpProblem, invalidInput } from '../../../http/problems.js';
import { diagnose } from '../../agent-profiles/diagnose.js';
import { ConfigurationStore } from '../../settings/configuration-store.js';
import type { Json } from '../../settings/json.js';
import { revealing } from '../../settings/reveal.js';
import { changeSecrets } from '../../settings/secret-places.js';
import { SecretTokens } from '../../settings/secret-tokens.js';
import { resolvedLlm } from '../../settings/stored-llm.js';
import { acpAgentOfSettings } from './acp-agent-of-settings.js';
import { agentOfSettings, readAgentSettings } from './agent-of-settings.js';

/** What a conversation's agent is made of. */
export interface AgentSource {
  /** Its description, with the secrets readable. */
  readonly agent: Json;
  /** Part of the request that it came from. */
  readonly at: readonly string[];
  /** Set when it was launched from a stored profile. */
  readonly profile?: LaunchedProfile;
}

type Source = Pick<
  StartConversationRequest,
  'agent' | 'agent_settings' | 'agent_profile_id' | 'agent_launch_additions' | 'secrets_encrypted'
>;

/** Finds the description of a new conversation's agent: in the request, in settings that it brings, or in a stored profile. */
@Injectable()
export class AgentSources {
  constructor(
    private readonly store: ConfigurationStore,
    private readonly tokens: SecretTokens,
  ) {}

  /** @throws InvalidInputError; HttpProblem 404 for an unknown profile, 422 for one that names what is not there */
  async find(request: Source): Promise<AgentSource> {
    refuseContradictions(request);
    const { agent, agent_settings: settings, agent_profile_id: profileId } = request;
    if (agent) return { agent: this.readable(agent, request, ['body', 'agent']), at: ['body', 'agent'] };
    if (profileId) return this.ofProfile(profileId, request.agent_launch_additions ?? undefined);
    const at = ['body', 'agent_settings'];
    return { agent: await this.ofSettings(this.readable(settings ?? {}, request, at), at), at };
  }

  private readable(document: Json, { secrets_encrypted: encrypted }: Source, at: readonly string[]): Json {
    return encrypted ? changeSecrets(document, revealing(this.tokens, at)) : document;
  }

  private async ofSettings(document: Json, at: readonly string[]): Promise<Json> {
    const settings = readAgentSettings(document, at);
    if (settings.agent_kind === 'acp') return acpAgentOfSettings(settings, at);
    const { connections } = await this.store.read();
    return agentOfSettings({ ...settings, llm: resolvedLlm(settings.llm, connections) });
  }

  private async ofProfile(id: string, additions: AgentLaunchAdditions | undefined): Promise<AgentSource> {
    const configuration = await this.store.read();
    const stored = Object.values(configuration.agentProfiles ?? {}).find((profile) => profile.id === id);
    if (!stored) throw new HttpProblem(404, { detail: `Agent profile with id '${id}' not found` });
    const llmProfile = additions?.llm_profile_ref ?? null;
    const isOurs = stored.agent_kind === 'openhands';
    if (llmProfile !== null && !isOurs) throw refused('llm_profile_ref applies only to profiles of OpenHands agents');
    const profile = isOurs && llmProfile !== null ? { ...stored, llm_profile_ref: llmProfile } : stored;
    const { resolved, diagnostics } = diagnose(profile, configuration);
    if (!resolved) throw unresolved(diagnostics);
    return {
      agent:
        resolved.agent_kind === 'acp'
          ? acpAgentOfSettings(resolved, ['body', 'agent_profile_id'])
          : agentOfSettings({ ...resolved, llm: resolvedLlm(resolved.llm, configuration.connections) }),
      at: ['body', 'agent_profile_id'],
      profile: {
        agent_profile_id: stored.id,
        revision: stored.revision,
        secret_refs: stored.secret_refs,
        llm_profile_ref: llmProfile,
      },
    };
  }
}

function refuseContradictions(request: Source): void {
  const { agent, agent_settings: settings, agent_profile_id: profileId } = request;
  if (!agent && !settings && !profileId)
    throw invalidInput(['body'], 'One of `agent`, `agent_settings`, or `agent_profile_id` must be provided');
  const other = agent ? 'agent' : 'agent_settings';
  if (profileId && (agent || settings))
    throw invalidInput(['body'], `\`agent_profile_id\` is mutually exclusive with \`${other}\``);
  if (!profileId && request.agent_launch_additions?.llm_profile_ref)
    throw invalidInput(['body'], '`agent_launch_additions.llm_profile_ref` requires `agent_profile_id`');
}

function unresolved(found: ReturnType<typeof diagnose>['diagnostics']): HttpProblem {
  const { errors, llm_profile_resolved: hasLlm, llm_profile_ref: name } = found;
  return refused(errors.join('; '), {
    code: 'unresolved_profile_references',
    dangling_llm_profile_ref: hasLlm ? null : name,
    dangling_mcp_server_refs: found.dangling_mcp_server_refs,
    dangling_meta_profile_ref: found.dangling_meta_profile_ref,
    dangling_meta_profile_llm_refs: found.dangling_meta_profile_llm_refs,
  });
}

function refused(message: string, more: Json = { code: 'invalid_agent_launch' }): HttpProblem {
  return new HttpProblem(422, { detail: { message, ...more } });
}
