import { Inject, Injectable } from '@nestjs/common';
import {
  listPluginFiles,
  pluginIn,
  type Extensions,
  type Marketplace,
  type MarketplaceEntry,
} from '@openhands-nest/agent-extensions';
import type { Logger } from '@openhands-nest/agent-ports';
import type { MarketplacePluginInfo, MarketplaceSkillInfo } from '@openhands-nest/contracts/agent-server';
import { EXTENSIONS, LOGGER } from '../../tokens.js';
import { toPluginSkills } from '../plugins/plugin-info.js';

/** Milliseconds that a listing waits for a newer marketplace. */
const WAIT_MS = 10_000;
/** What is below this folder of the marketplace is a plugin, and not a skill that is listed among plugins. */
const PLUGINS = 'plugins/';

/** What the public marketplace lists. One that cannot be had lists nothing, as clients expect. */
@Injectable()
export class MarketplaceListing {
  constructor(
    @Inject(EXTENSIONS) private readonly extensions: Extensions,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async skills(): Promise<MarketplaceSkillInfo[]> {
    const marketplace = await this.marketplace();
    const names = await this.namesOf(this.extensions.skills.list());
    const entries = [...(marketplace?.plugins ?? []), ...(marketplace?.skills ?? [])];
    const first = new Map([...entries].reverse().map((entry) => [entry.name, entry]));
    return [...first.values()].reverse().map((entry) => ({
      name: entry.name,
      description: entry.description,
      source: sourceOf(entry),
      installed: names.has(entry.name),
    }));
  }

  async plugins(): Promise<MarketplacePluginInfo[]> {
    const marketplace = await this.marketplace();
    const names = await this.namesOf(this.extensions.plugins.list());
    const entries = (marketplace?.plugins ?? []).filter(isPlugin);
    return Promise.all(
      entries.map(async (entry) => ({ ...(await described(entry, marketplace)), installed: names.has(entry.name) })),
    );
  }

  private async marketplace(): Promise<Marketplace | undefined> {
    try {
      return await this.extensions.public.marketplace(WAIT_MS);
    } catch (error) {
      this.logger.warn('The marketplace cannot be shown.', { reason: (error as Error).message });
      return undefined;
    }
  }

  private async namesOf(list: ReturnType<Extensions['skills']['list']>): Promise<Set<string>> {
    return new Set((await list).map(({ name }) => name));
  }
}

/** In one text, as an installation takes it. */
function sourceOf({ query: { source, ref, repoPath } }: MarketplaceEntry): string {
  const separator = repoPath ? '/' : '';
  return `${source}${ref ? `@${ref}` : ''}${separator}${repoPath ?? ''}`;
}

function isPlugin({ rawSource }: MarketplaceEntry): boolean {
  if (typeof rawSource === 'string') return rawSource.startsWith(`./${PLUGINS}`);
  const { path } = rawSource as { path?: unknown };
  return typeof path === 'string' && path.startsWith(PLUGINS);
}

async function described(
  entry: MarketplaceEntry,
  marketplace: Marketplace | undefined,
): Promise<Omit<MarketplacePluginInfo, 'installed'>> {
  const { name, description, query } = entry;
  const isOwn = query.source === marketplace?.directory && query.repoPath;
  if (!isOwn) {
    const place = { source: query.source, ref: query.ref ?? null, repo_path: query.repoPath ?? null };
    return { name, description, ...place, path: null, skills: null, files: null };
  }
  const path = `${query.source}/${query.repoPath}`;
  const plugin = await pluginIn(path, name).catch(() => undefined);
  return {
    name,
    description,
    source: path,
    ref: null,
    repo_path: null,
    path: plugin ? path : null,
    skills: plugin ? toPluginSkills(plugin) : null,
    files: plugin ? await listPluginFiles(path) : null,
  };
}
