import type { PluginSpec, SecretSource } from '@openhands-nest/agent-ports';
import { invalidInput } from '../../http/problems.js';
import type { Json } from '../settings/json.js';
import { readSecrets } from './secret-sources.js';
import { named } from './unbuilt.js';

type Location = readonly (string | number)[];

const MAX_SKILLS = 1_000;
const FLAGS = ['load_user_skills', 'load_public_skills', 'load_project_skills', 'load_memory'];

/** Refuses knowledge of an agent that cannot be used. @throws InvalidInputError */
export function checkAgentContext(context: Json, at: Location): void {
  checkSkills(context.skills ?? [], [...at, 'skills']);
  for (const flag of FLAGS)
    if (![undefined, null, true, false].includes(context[flag] as boolean))
      throw invalidInput([...at, flag], 'Input should be a valid boolean', 'bool_type');
}

function checkSkills(skills: unknown, at: Location): void {
  if (!Array.isArray(skills)) throw invalidInput(at, 'Input should be a valid list', 'list_type');
  if (skills.length > MAX_SKILLS) throw invalidInput(at, `At most ${MAX_SKILLS} skills can be sent`, 'too_long');
  const names = new Set<string>();
  for (const [index, skill] of skills.entries()) {
    const { name, content } = (skill ?? {}) as { name?: unknown; content?: unknown };
    if (typeof name !== 'string' || name === '')
      throw invalidInput([...at, index, 'name'], 'Field required', 'missing');
    if (typeof content !== 'string') throw invalidInput([...at, index, 'content'], 'Field required', 'missing');
    if (names.has(name)) throw invalidInput(at, `Duplicate skill name found: ${named(name)}`);
    names.add(name);
  }
}

/** The agent with the skills that a launch adds; those that it has already stay. */
export function withLaunchSkills(agent: Json, added: readonly Json[]): Json {
  if (added.length === 0) return agent;
  const context = (agent.agent_context ?? {}) as Json;
  const own = (context.skills ?? []) as readonly Json[];
  const known = new Set(own.map(({ name }) => name));
  return { ...agent, agent_context: { ...context, skills: [...own, ...added.filter(({ name }) => !known.has(name))] } };
}

/** Secrets that come with an agent's description; those of the request itself go before. */
export function secretsOfContext(agent: Json, at: readonly string[]): Record<string, SecretSource> {
  const secrets = (agent.agent_context as Json | null | undefined)?.secrets;
  return secrets ? readSecrets(secrets as Json, [...at, 'agent_context', 'secrets']) : {};
}

/** Plugins that a conversation brings with it. @throws InvalidInputError */
export function readPlugins(plugins: readonly Json[]): PluginSpec[] {
  return plugins.map((plugin, index) => {
    const at = ['body', 'plugins', index];
    const { source, ref, repo_path: repoPath } = plugin;
    if (typeof source !== 'string' || source === '') throw invalidInput([...at, 'source'], 'Field required', 'missing');
    return { source, ref: optionalText(ref, [...at, 'ref']), repoPath: insidePath(repoPath, [...at, 'repo_path']) };
  });
}

function insidePath(value: unknown, at: Location): string | null {
  const path = optionalText(value, at);
  if (path?.startsWith('/')) throw invalidInput(at, 'repo_path must be relative, not absolute');
  if (path?.split('/').includes('..')) throw invalidInput(at, "repo_path must not have '..' in it");
  return path;
}

function optionalText(value: unknown, at: Location): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  throw invalidInput(at, 'Input should be a valid string', 'string_type');
}
