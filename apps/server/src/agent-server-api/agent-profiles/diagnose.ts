import { secretsOfProvider } from '@openhands-nest/agent-tools';
import {
  ACPAgentSettings,
  OpenHandsAgentSettings,
  type AgentSettings,
  type ACPAgentProfile,
  type AgentProfile,
  type AgentProfileDiagnostics,
  type MCPServer,
  type OpenHandsAgentProfile,
} from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { isToolName } from '../conversations/agent-tools.js';
import type { Configuration } from '../settings/configuration.js';
import { isConnectionBroken, resolvedLlm } from '../settings/stored-llm.js';
import { metaProfileOf } from './meta-profile-of.js';
import { sharedFields } from './shared-fields.js';

type Findings = Omit<AgentProfileDiagnostics, 'resolved_settings'>;

export interface Diagnosis {
  readonly diagnostics: Findings;
  /** Settings of an agent made of the profile; undefined when something stands in the way. */
  readonly resolved?: AgentSettings;
}

/** Secrets in which the programs of other agents look for their key and address. */
const ACP_SECRETS: Readonly<Record<string, ReturnType<typeof secretsOfProvider>>> = Object.fromEntries(
  ['claude-code', 'codex', 'gemini-cli', 'kimi-code', 'pi', 'opencode'].map((key) => [key, secretsOfProvider(key)]),
);

/** What an agent made of a profile would have. */
export function diagnose(profile: AgentProfile, configuration: Configuration): Diagnosis {
  const servers = serversFor(profile, configuration);
  const dangling = (profile.mcp_server_refs ?? []).filter((name) => !Object.hasOwn(servers, name));
  const found: Findings = {
    ...NOTHING,
    agent_kind: profile.agent_kind,
    errors: dangling.map((name) => `MCP server '${name}' not found`),
    mcp_server_refs: profile.mcp_server_refs,
    secret_refs: profile.secret_refs,
    resolved_mcp_config_keys: Object.keys(servers),
    dangling_mcp_server_refs: dangling,
  };
  return profile.agent_kind === 'acp'
    ? ofAcp(profile, found, servers)
    : ofOpenHands(profile, found, servers, configuration);
}

function ofOpenHands(
  profile: OpenHandsAgentProfile,
  found: Findings,
  servers: Record<string, MCPServer>,
  configuration: Configuration,
): Diagnosis {
  const { profiles, connections } = configuration;
  const routing = metaProfileOf(profile, configuration);
  const name = profile.llm_profile_ref;
  const stored = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  const llm = stored && resolvedLlm(stored, connections);
  const unusable = (profile.tools ?? []).map((tool) => tool.name).filter((tool) => !isToolName(tool));
  const errors = [
    ...found.errors,
    ...(llm ? [] : [`LLM profile '${name}' not found`]),
    ...(llm && isConnectionBroken(llm, connections)
      ? [`The provider connection of LLM profile '${name}' is gone`]
      : []),
    ...routing.errors,
  ];
  const diagnostics: Findings = {
    ...found,
    valid: errors.length === 0,
    errors,
    unusable_tools: unusable,
    llm_profile_ref: name,
    llm_profile_resolved: llm !== undefined,
    llm_api_key_set: llm !== undefined && llm.api_key !== null,
    disabled_skills: profile.disabled_skills,
    public_skills: profile.public_skills,
    meta_profile_ref: profile.meta_profile_ref,
    dangling_meta_profile_ref: routing.dangling,
    dangling_meta_profile_llm_refs: [...routing.danglingLlms],
  };
  if (!stored || errors.length > 0) return { diagnostics };
  const resolved = parseValue(OpenHandsAgentSettings, {
    ...sharedFields(profile),
    llm: { ...stored, stream: true, usage_id: `profile:${name}` },
    mcp_config: servers,
    active_meta_profile: profile.meta_profile_ref,
    meta_profile: routing.metaProfile,
    agent_context: {
      system_message_suffix: profile.system_message_suffix,
      disabled_skills: profile.disabled_skills,
      load_user_skills: true,
      load_project_skills: true,
    },
  });
  return { diagnostics, resolved };
}

function ofAcp(profile: ACPAgentProfile, found: Findings, servers: Record<string, MCPServer>): Diagnosis {
  const { acp_server: server, acp_command: command, acp_args: args } = profile;
  const { key = null, url = null, files = [] } = ACP_SECRETS[server] ?? {};
  const errors = [
    ...found.errors,
    ...(server === 'custom' && !command?.trim() ? ["acp_command must be set when acp_server is 'custom'"] : []),
  ];
  const diagnostics: Findings = {
    ...found,
    ...{ valid: errors.length === 0, errors },
    ...{ acp_api_key_secret_name: key, acp_base_url_secret_name: url, acp_file_secret_names: [...files] },
  };
  if (errors.length > 0) return { diagnostics };
  const { acp_model, acp_session_mode, acp_prompt_timeout, acp_startup_timeout } = profile;
  const resolved = parseValue(ACPAgentSettings, {
    ...{ agent_kind: 'acp', acp_server: server, mcp_config: servers },
    ...{ acp_model, acp_session_mode, acp_prompt_timeout, acp_startup_timeout },
    acp_command: wordsOf(command ?? ''),
    acp_args: args ?? [],
  });
  return { diagnostics, resolved };
}

/** A command as people write it, with quotes around what has spaces. */
function wordsOf(command: string): string[] {
  const words = command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g);
  return [...words].map(([, double, single, plain]) => double ?? single ?? plain ?? '');
}

/** All of the settings' servers, or those that the profile names. */
function serversFor(profile: AgentProfile, { agentSettings }: Configuration): Record<string, MCPServer> {
  const refs = profile.mcp_server_refs;
  const all = Object.entries(agentSettings.mcp_config);
  return Object.fromEntries(refs === null ? all : all.filter(([name]) => refs.includes(name)));
}

const NOTHING: Findings = {
  agent_kind: 'openhands',
  valid: false,
  errors: [],
  unusable_tools: [],
  llm_profile_ref: null,
  llm_profile_resolved: false,
  llm_api_key_set: false,
  mcp_server_refs: null,
  resolved_mcp_config_keys: [],
  dangling_mcp_server_refs: [],
  disabled_skills: [],
  public_skills: null,
  resolved_skills: [],
  secret_refs: null,
  acp_api_key_secret_name: null,
  acp_base_url_secret_name: null,
  acp_file_secret_names: [],
  meta_profile_ref: null,
  dangling_meta_profile_ref: null,
  dangling_meta_profile_llm_refs: [],
};
