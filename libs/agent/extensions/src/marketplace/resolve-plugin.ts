import type { MarketplaceRegistration } from '../conversation/agent-context.js';
import { FetchError, FetchFailure, PluginNotFoundError } from '../fetch/extension-errors.js';
import type { SourceQuery } from '../fetch/extension-source.js';
import type { Fetcher } from '../fetch/fetcher.js';
import { readMarketplace } from './marketplace.js';

/**
 * Where the plugin is that a reference names: `name`, or `name@marketplace` when several list it.
 * @throws PluginNotFoundError; FetchError for a reference that says too little, or when no marketplace can be had
 */
export async function resolvePlugin(
  reference: string,
  marketplaces: readonly MarketplaceRegistration[],
  fetcher: Fetcher,
): Promise<SourceQuery> {
  const { name, marketplace } = partsOf(reference);
  const asked = marketplaces.filter((place) => marketplace === undefined || place.name === marketplace);
  if (asked.length === 0) throw new PluginNotFoundError(`The marketplace '${marketplace}' is not registered.`);
  const looks = await Promise.allSettled(asked.map((place) => lookInto(place, name, fetcher)));
  const found = looks.flatMap((look) => (look.status === 'fulfilled' && look.value ? [look.value] : []));
  const [first, second] = found;
  if (second) {
    const places = found.map(({ place }) => `${name}@${place}`).join(', ');
    throw new FetchError(FetchFailure.InvalidSource, `Several marketplaces list '${name}'. Use one of ${places}.`);
  }
  if (first) return first.query;
  const failure = looks.find((look) => look.status === 'rejected');
  if (failure && looks.every((look) => look.status === 'rejected')) throw failure.reason;
  throw new PluginNotFoundError(`No marketplace that is registered lists the plugin '${name}'.`);
}

async function lookInto(
  place: MarketplaceRegistration,
  name: string,
  fetcher: Fetcher,
): Promise<{ readonly place: string; readonly query: SourceQuery } | undefined> {
  const { directory } = await fetcher.fetch(place);
  const entry = (await readMarketplace(directory)).plugins.find((plugin) => plugin.name === name);
  return entry && { place: place.name, query: entry.query };
}

function partsOf(reference: string): { readonly name: string; readonly marketplace: string | undefined } {
  const at = reference.lastIndexOf('@');
  const name = at === -1 ? reference : reference.slice(0, at);
  const marketplace = at === -1 ? undefined : reference.slice(at + 1);
  if (name === '' || marketplace === '')
    throw new FetchError(FetchFailure.InvalidSource, 'Write the name of a plugin, or name@marketplace.');
  return { name, marketplace };
}
