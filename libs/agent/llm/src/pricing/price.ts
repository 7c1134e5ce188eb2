import type { LlmSettings, LlmUsage } from '@openhands-nest/agent-ports';
import { PRICE_LIST, type ModelPrice } from './price-list.js';

const PER_MILLION = 1_000_000;
/** What may follow a listed name: a date, or a word that says which build it is. */
const VERSION_SUFFIX = /^(-\d{4,}.*|-\d{4}-\d{2}-\d{2}|-latest|-preview.*|-exp.*|[@:].*)$/;
/** A proxy that knows better what a call has cost. */
const COST_HEADER = 'x-litellm-response-cost';

/** Looks a model up by its name without provider; undefined when it is not listed. */
export function priceOf(modelId: string): ModelPrice | undefined {
  // Proxies repeat the provider inside the name, and some write the version with dots.
  const name = modelId.slice(modelId.lastIndexOf('/') + 1).toLowerCase();
  const spellings = name.startsWith('claude') ? [name.replaceAll('.', '-')] : [name];
  return spellings.flatMap((spelling) => listed(spelling) ?? [])[0];
}

function listed(name: string): ModelPrice | undefined {
  const key = Object.keys(PRICE_LIST)
    .filter(
      (candidate) =>
        name === candidate || (name.startsWith(candidate) && VERSION_SUFFIX.test(name.slice(candidate.length))),
    )
    .sort((a, b) => b.length - a.length)[0];
  return key === undefined ? undefined : PRICE_LIST[key];
}

export interface CostQuery {
  readonly usage: Omit<LlmUsage, 'contextWindow'>;
  readonly price: ModelPrice | undefined;
  readonly settings: Pick<LlmSettings, 'inputCostPerToken' | 'outputCostPerToken'>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** US dollars of one call: by the settings' own prices, else as the proxy says, else by the price list, else 0. */
export function costOf({ usage, price, settings, headers }: CostQuery): number {
  const hasOwnPrice = settings.inputCostPerToken !== undefined || settings.outputCostPerToken !== undefined;
  const said = headers?.[COST_HEADER];
  if (!hasOwnPrice && said !== undefined && said !== '' && Number.isFinite(Number(said))) return Number(said);
  const uncached = Math.max(0, usage.promptTokens - usage.cacheReadTokens - usage.cacheWriteTokens);
  const rate = settings.inputCostPerToken ?? (price?.input ?? 0) / PER_MILLION;
  const cacheRate = (listPrice: number | undefined): number =>
    settings.inputCostPerToken === undefined && listPrice !== undefined ? listPrice / PER_MILLION : rate;
  return (
    uncached * rate +
    usage.cacheReadTokens * cacheRate(price?.cacheRead) +
    usage.cacheWriteTokens * cacheRate(price?.cacheWrite) +
    usage.completionTokens * (settings.outputCostPerToken ?? (price?.output ?? 0) / PER_MILLION)
  );
}
