import type { Logger, RecallRequest } from '@openhands-nest/agent-ports';
import type { Fetcher } from '../fetch/fetcher.js';
import { withoutCredentials, type SourceQuery } from '../fetch/extension-source.js';
import { WorkspaceFiles } from '../files/workspace-files.js';
import { skillIn } from '../install/inspect-skill.js';
import { resolvePlugin } from '../marketplace/resolve-plugin.js';
import { readMarketplace, type MarketplaceEntry } from '../marketplace/marketplace.js';
import { pluginIn } from '../plugins/inspect-plugin.js';
import { firstOfEach, projectPlugins } from '../plugins/plugin-folders.js';
import { skillsOf, type Plugin } from '../plugins/plugin.js';
import type { Skill } from '../skills/skill.js';
import { agentContextOf, type MarketplaceRegistration } from './agent-context.js';
import { expanded } from './expand-variables.js';
import { hasProject } from './has-project.js';
import { PerConversation } from './per-conversation.js';
import { runtimePlugins } from './runtime-plugins.js';

export interface ConversationPluginsOptions {
  readonly fetcher: Fetcher;
  /** Plugins of the user and installed ones, those that come first counting before others of the same name. */
  readonly ambient: () => Promise<readonly Plugin[]>;
  readonly logger: Logger;
}

/** The plugins of one conversation. */
export interface LoadedPlugins {
  /** Those that were asked for first, then those that are there anyway; one of each name. */
  readonly plugins: readonly Plugin[];
  /** Skills of registered marketplaces that belong to no plugin. */
  readonly skills: readonly Skill[];
  /** What was asked for and could not be had: sentences for the model. */
  readonly missing: readonly string[];
}

/** The plugins of all live conversations: fetched and read once, when they are first needed. */
export class ConversationPlugins {
  private readonly kept = new PerConversation<Promise<LoadedPlugins>>();

  constructor(private readonly options: ConversationPluginsOptions) {}

  /** Never rejects: a plugin that cannot be had is left out, and told as missing. */
  of(request: RecallRequest): Promise<LoadedPlugins> {
    return this.kept.of(request, () => this.load(request));
  }

  forget(conversationId: string): void {
    this.kept.forget(conversationId);
  }

  /** Where a plugin is, by its name or `name@marketplace`, once it has been fetched. @throws PluginNotFoundError, FetchError, InvalidExtensionError */
  async resolve(reference: string, marketplaces: readonly MarketplaceRegistration[]): Promise<SourceQuery> {
    const query = await resolvePlugin(reference, marketplaces, this.options.fetcher);
    await this.pluginAt(query);
    return query;
  }

  /** The skills of marketplaces and of their plugins, as far as they are loaded without being asked for. */
  async skillsOfMarketplaces(marketplaces: readonly MarketplaceRegistration[]): Promise<readonly Skill[]> {
    const missing: string[] = [];
    const loaded = await Promise.all(marketplaces.map((place) => this.registered(place, missing)));
    for (const reason of missing) this.options.logger.warn('A marketplace is incomplete.', { reason });
    return loaded.flatMap(({ plugins, skills }) => [...skills, ...plugins.flatMap(skillsOf)]);
  }

  private async load(request: RecallRequest): Promise<LoadedPlugins> {
    const { spec } = request.record;
    const missing: string[] = [];
    const secrets = await this.secretsFor(request, spec.plugins ?? []);
    const wanted = [...(spec.plugins ?? []), ...runtimePlugins(request.record)].map((query) =>
      expanded(query, secrets),
    );
    const [asked, registered, ambient] = await Promise.all([
      Promise.all(wanted.map((query) => this.fetched(query, missing))),
      Promise.all(agentContextOf(request.record).marketplaces.map((place) => this.registered(place, missing))),
      this.ambient(request),
    ]);
    for (const reason of missing)
      this.options.logger.warn('A plugin is missing.', { conversationId: request.record.id, reason });
    const plugins = [...asked.flat(), ...registered.flatMap((place) => place.plugins), ...ambient];
    return { plugins: firstOfEach(plugins), skills: registered.flatMap((place) => place.skills), missing };
  }

  /** Sources may name secrets of the conversation, such as the token of a git host. */
  private async secretsFor(
    { environment }: RecallRequest,
    queries: readonly SourceQuery[],
  ): Promise<Readonly<Record<string, string>>> {
    const needed = queries.some(({ source, ref }) => `${source}${ref ?? ''}`.includes('${'));
    return needed ? environment() : {};
  }

  private async pluginAt(query: SourceQuery): Promise<Plugin> {
    const { directory, repositoryName } = await this.options.fetcher.fetch(query);
    return pluginIn(directory, repositoryName ?? directory.split('/').at(-1) ?? 'plugin');
  }

  private async fetched(query: SourceQuery, missing: string[]): Promise<Plugin[]> {
    try {
      return [await this.pluginAt(query)];
    } catch (error) {
      missing.push(`The plugin ${withoutCredentials(query.source)} could not be loaded: ${sentenceOf(error)}`);
      return [];
    }
  }

  private async registered(
    place: MarketplaceRegistration,
    missing: string[],
  ): Promise<{ plugins: Plugin[]; skills: Skill[] }> {
    const { autoLoad } = place;
    if (autoLoad === false || (Array.isArray(autoLoad) && autoLoad.length === 0)) return { plugins: [], skills: [] };
    const isWanted = ({ name }: MarketplaceEntry): boolean =>
      autoLoad === true || (Array.isArray(autoLoad) && autoLoad.includes(name));
    try {
      const { directory } = await this.options.fetcher.fetch(place);
      const marketplace = await readMarketplace(directory);
      const plugins = await Promise.all(
        marketplace.plugins.filter(isWanted).map(({ query }) => this.fetched(query, missing)),
      );
      const skills = await Promise.all(
        marketplace.skills.filter(isWanted).map((entry) => this.skillOf(entry, missing)),
      );
      return { plugins: plugins.flat(), skills: skills.flat() };
    } catch (error) {
      missing.push(`The marketplace ${place.name} could not be read: ${sentenceOf(error)}`);
      return { plugins: [], skills: [] };
    }
  }

  private async skillOf({ name, query }: MarketplaceEntry, missing: string[]): Promise<Skill[]> {
    try {
      const { directory } = await this.options.fetcher.fetch(query);
      return [await skillIn(directory, directory.split('/').at(-1) ?? name)];
    } catch (error) {
      missing.push(`The skill ${name} could not be loaded: ${sentenceOf(error)}`);
      return [];
    }
  }

  /** What is there without being asked for: in the project, of the user, installed. */
  private async ambient({ openWorkspace, directory, record }: RecallRequest): Promise<readonly Plugin[]> {
    const { ambient, logger } = this.options;
    try {
      if (!(await hasProject(directory))) return await ambient();
      const project = await projectPlugins(new WorkspaceFiles(await openWorkspace()), directory, (path, reason) =>
        logger.warn('A plugin was passed over.', { conversationId: record.id, path, reason }),
      );
      return [...project, ...(await ambient())];
    } catch (error) {
      logger.warn('The plugins of a project could not be read.', {
        conversationId: record.id,
        error: sentenceOf(error),
      });
      return [];
    }
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
