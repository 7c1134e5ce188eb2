import type { ConversationRecord, Logger, RecallRequest } from '@openhands-nest/agent-ports';
import { WorkspaceFiles } from '../files/workspace-files.js';
import { firstOfEachName, lastOfEachName } from '../skills/merge-skills.js';
import { workspaceSkills } from '../skills/project-skills.js';
import { NO_SKILLS, type LoadedSkills, type Skill } from '../skills/skill.js';
import type { AgentContext } from './agent-context.js';
import { hasProject } from './has-project.js';
import { memorySection } from './memory.js';
import type { SkillBookContent } from './skill-book.js';

export type BookLoader = (context: AgentContext, request: RecallRequest) => Promise<SkillBookContent>;

/** Skills of plugins. */
export interface PluginSkills {
  readonly skills: readonly Skill[];
  /** What was asked for and could not be had: sentences for the model. */
  readonly missing: readonly string[];
}

/** Where knowledge comes from beside the conversation itself. */
export interface SkillSources {
  /** Skills of the server's user, and those that were installed. */
  user(): Promise<LoadedSkills>;
  /** Skills of the public repository, as far as they are at hand. */
  public(marketplacePath: string | null): Promise<LoadedSkills>;
  /** Skills of the plugins that count for the conversation. */
  plugins(request: RecallRequest): Promise<PluginSkills>;
  /** Skills that an organization keeps for all of its repositories. */
  organization(record: ConversationRecord): Promise<LoadedSkills>;
  /** Usually `~/.openhands`. */
  readonly persistence: string;
}

/**
 * What a conversation knows. Of skills with the same name the project's come first, then those of its organization, then those of
 * plugins, then what came with the agent's description, then the user's, then public ones.
 */
export function bookLoader(sources: SkillSources, logger: Logger): BookLoader {
  return async (context, request) => {
    const note = (loaded: LoadedSkills): readonly Skill[] => noted(loaded, request, logger);
    const [user, shared, plugins, organization, project] = await Promise.all([
      context.loadUser ? sources.user() : NO_SKILLS,
      context.loadPublic ? sources.public(context.marketplacePath) : NO_SKILLS,
      sources.plugins(request),
      context.loadProject ? sources.organization(request.record) : NO_SKILLS,
      context.loadProject ? projectSkills(request) : NO_SKILLS,
    ]);
    const base = firstOfEachName(context.skills, note(user), note(shared));
    const skills = lastOfEachName(base, plugins.skills, note(organization), note(project));
    return {
      skills: skills.filter(({ name }) => !context.disabled.has(name)),
      suffix: context.userSuffix,
      sections: [...missingSection(plugins.missing), ...(await sectionsOf(context, request, sources))],
      directory: request.directory,
    };
  };
}

async function projectSkills({ openWorkspace, directory }: RecallRequest): Promise<LoadedSkills> {
  if (!(await hasProject(directory))) return NO_SKILLS;
  return workspaceSkills(await openWorkspace(), directory);
}

/** A model that was promised a plugin must know that it has to do without. */
function missingSection(missing: readonly string[]): string[] {
  return missing.length === 0 ? [] : [['<missing_extensions>', ...missing, '</missing_extensions>'].join('\n')];
}

async function sectionsOf(
  { loadMemory, now }: AgentContext,
  { openWorkspace, directory }: RecallRequest,
  { persistence }: SkillSources,
): Promise<string[]> {
  const memory = loadMemory
    ? await memorySection(persistence, new WorkspaceFiles(await openWorkspace()), directory)
    : undefined;
  const time = now === null ? [] : [`<current_time>\n${now.slice(0, 100)}\n</current_time>`];
  return [...(memory === undefined ? [] : [memory]), ...time];
}

function noted({ skills, problems }: LoadedSkills, { record }: RecallRequest, logger: Logger): readonly Skill[] {
  for (const { path, reason } of problems)
    logger.warn('A skill was passed over.', { conversationId: record.id, path, reason });
  return skills;
}
