import type { ConversationRecord } from '@openhands-nest/agent-ports';
import { object, objects, skillOfDocument, text, texts } from '../skills/skill-document.js';
import type { Skill } from '../skills/skill.js';

/** What an agent's description says of the knowledge that it has. */
export interface AgentContext {
  /** That came with the description. */
  readonly skills: readonly Skill[];
  /** Said behind every message of a person. */
  readonly userSuffix: string | null;
  readonly loadUser: boolean;
  readonly loadProject: boolean;
  readonly loadPublic: boolean;
  readonly loadMemory: boolean;
  /** Names that do not count, wherever they come from. */
  readonly disabled: ReadonlySet<string>;
  /** Marketplace file of the public skills; null: all of them. */
  readonly marketplacePath: string | null;
  readonly marketplaces: readonly MarketplaceRegistration[];
  /** The time as the client wants it to be told; null: nothing beside the date that the prompt has anyway. */
  readonly now: string | null;
}

/** A place that lists plugins and skills. */
export interface MarketplaceRegistration {
  readonly name: string;
  readonly source: string;
  readonly ref: string | null;
  readonly repoPath: string | null;
  /** What of it is loaded without being asked for: all, nothing, or these names. */
  readonly autoLoad: boolean | readonly string[];
}

export const DEFAULT_MARKETPLACE = 'marketplaces/default.json';

/** A conversation of 0.53 has no description of its agent: there the project's and the user's knowledge always count. */
export function agentContextOf({ spec }: ConversationRecord): AgentContext {
  if (!spec.agent) return readAgentContext({ load_user_skills: true, load_project_skills: true });
  return readAgentContext(object(spec.agent['agent_context']) ?? {});
}

export function readAgentContext(document: Readonly<Record<string, unknown>>): AgentContext {
  const path = document['marketplace_path'];
  return {
    skills: objects(document['skills'])
      .map(skillOfDocument)
      .filter((skill) => skill !== undefined),
    userSuffix: text(document['user_message_suffix'])?.trim() || null,
    loadUser: document['load_user_skills'] === true,
    loadProject: document['load_project_skills'] === true,
    loadPublic: document['load_public_skills'] === true,
    loadMemory: document['load_memory'] === true,
    disabled: new Set(texts(document['disabled_skills'])),
    marketplacePath: path === null ? null : (text(path) ?? DEFAULT_MARKETPLACE),
    marketplaces: objects(document['registered_marketplaces']).map(registrationOf),
    now: text(document['current_datetime']),
  };
}

export function registrationOf(document: Readonly<Record<string, unknown>>): MarketplaceRegistration {
  const autoLoad = document['auto_load'];
  return {
    name: text(document['name']) ?? '',
    source: text(document['source']) ?? '',
    ref: text(document['ref']),
    repoPath: text(document['repo_path']),
    autoLoad: Array.isArray(autoLoad) ? texts(autoLoad) : autoLoad === true,
  };
}
