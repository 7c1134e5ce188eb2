import { join } from 'node:path';
import type { ConversationRecord, Logger, Tool } from '@openhands-nest/agent-ports';
import { ConversationPlugins } from './conversation/conversation-plugins.js';
import { ConversationSkills } from './conversation/conversation-skills.js';
import { bookLoader } from './conversation/load-book.js';
import { organizationSkills, type FindOrganization } from './conversation/organization-skills.js';
import type { SkillBook } from './conversation/skill-book.js';
import { Fetcher } from './fetch/fetcher.js';
import type { RunGit } from './fetch/run-git.js';
import { inspectSkill, skillIn } from './install/inspect-skill.js';
import { InstallationStore } from './install/installation-store.js';
import { PublicExtensions } from './marketplace/public-extensions.js';
import { inspectPlugin, pluginIn } from './plugins/inspect-plugin.js';
import { firstOfEach, userPlugins } from './plugins/plugin-folders.js';
import { skillsOf, type Plugin } from './plugins/plugin.js';
import { firstOfEachName, joined } from './skills/merge-skills.js';
import type { LoadedSkills, Skill } from './skills/skill.js';
import { userSkills, type UserFolders } from './skills/user-skills.js';

export interface ExtensionsOptions {
  /** The server's own; what is installed and fetched is kept below. */
  readonly dataDirectory: string;
  readonly user: UserFolders;
  /** The repository of public skills and plugins. */
  readonly publicSource: {
    readonly url: string;
    readonly ref?: string | undefined;
    readonly path?: string | undefined;
  };
  /** Default: organizations keep nothing. */
  readonly findOrganization?: FindOrganization;
  readonly git: RunGit;
  readonly logger: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Makes the tool with which a model reads the skills of one conversation. */
  readonly createSkillTool: (book: SkillBook) => Tool;
}

/** Skills, plugins and marketplaces: what there is on this server, and what each conversation has of it. */
export interface Extensions {
  readonly skills: InstallationStore;
  readonly plugins: InstallationStore;
  readonly public: PublicExtensions;
  readonly fetcher: Fetcher;
  readonly ofConversations: ConversationSkills;
  /** What the plugins of a conversation bring beside skills: hooks, MCP servers, sub-agents. */
  readonly pluginsOfConversations: ConversationPlugins;
  /** Skills that the organization of a conversation's repository keeps for all of its repositories. */
  organizationSkills(record: ConversationRecord): Promise<LoadedSkills>;
  /** Skills of the server's user, then installed ones that are enabled. */
  userSkills(): Promise<LoadedSkills>;
  /** The same for plugins. */
  userPlugins(): Promise<Plugin[]>;
}

/** Milliseconds for which a conversation waits for newer public skills. */
const PUBLIC_WAIT_MS = 10_000;

export function createExtensions(options: ExtensionsOptions): Extensions {
  const { dataDirectory, user, publicSource, git, logger, now, createSkillTool } = options;
  const home = join(dataDirectory, 'extensions');
  const cache = join(home, 'cache');
  const fetcher = new Fetcher({ git, cache });
  const shared = { fetcher, now: () => new Date(now()) };
  const skills = new InstallationStore({ ...shared, directory: join(home, 'skills'), inspect: inspectSkill });
  const plugins = new InstallationStore({ ...shared, directory: join(home, 'plugins'), inspect: inspectPlugin });
  const { url, ref, path } = publicSource;
  const publicExtensions = new PublicExtensions({ url, ref, path, git, cache: join(home, 'public'), logger, now });
  const allUserSkills = async (): Promise<LoadedSkills> =>
    joined(await userSkills(user), await installedSkills(skills));
  const allUserPlugins = async (): Promise<Plugin[]> =>
    firstOfEach([...(await userPlugins(user, warnOf(logger))), ...(await installedPlugins(plugins))]);
  const pluginsOfConversations = new ConversationPlugins({ fetcher, ambient: allUserPlugins, logger });
  const ofOrganization = organizationSkills({
    find: options.findOrganization ?? (async () => []),
    git,
    cache: join(dataDirectory, 'organizations'),
    now,
    logger,
  });
  const load = bookLoader(
    {
      persistence: user.persistence,
      organization: ofOrganization,
      user: allUserSkills,
      public: (marketplace) => publicExtensions.skills(marketplace, PUBLIC_WAIT_MS),
      plugins: async (request) => {
        const loaded = await pluginsOfConversations.of(request);
        return { ...loaded, skills: firstOfEachName(loaded.plugins.flatMap(skillsOf), loaded.skills) };
      },
    },
    logger,
  );
  const ofConversations = new ConversationSkills({
    load,
    createTool: createSkillTool,
    forget: (id) => pluginsOfConversations.forget(id),
    logger,
  });
  return {
    skills,
    plugins,
    public: publicExtensions,
    fetcher,
    ofConversations,
    pluginsOfConversations,
    organizationSkills: ofOrganization,
    userSkills: allUserSkills,
    userPlugins: allUserPlugins,
  };
}

async function installedSkills(store: InstallationStore): Promise<LoadedSkills> {
  const enabled = (await store.list()).filter((installed) => installed.enabled);
  const loads = await Promise.all(
    enabled.map(({ installPath, name }) => tried(installPath, () => skillIn(installPath, name))),
  );
  return { skills: loads.flatMap(({ found }) => found), problems: loads.flatMap(({ problems }) => problems) };
}

async function installedPlugins(store: InstallationStore): Promise<Plugin[]> {
  const enabled = (await store.list()).filter((installed) => installed.enabled);
  const loads = await Promise.all(
    enabled.map(({ installPath, name }) => tried(installPath, () => pluginIn(installPath, name))),
  );
  return loads.flatMap(({ found }) => found);
}

async function tried<T extends Skill | Plugin>(
  path: string,
  load: () => Promise<T>,
): Promise<{ readonly found: readonly T[]; readonly problems: LoadedSkills['problems'] }> {
  try {
    return { found: [await load()], problems: [] };
  } catch (error) {
    return { found: [], problems: [{ path, reason: (error as Error).message }] };
  }
}

function warnOf(logger: Logger): (path: string, reason: string) => void {
  return (path, reason) => logger.warn('A plugin was passed over.', { path, reason });
}
