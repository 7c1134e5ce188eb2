import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly isFull: boolean;
  /** Beside the Python server instead of against the targets. */
  readonly isComparison: boolean;
  /** Names of scenarios, or beginnings of names; empty: all. */
  readonly only: readonly string[];
}

export const USAGE = 'Usage: npm run bench -- [--compare] [--full] [--only <scenario>]…';

/** Reads the command line. @throws Error with a sentence for an option that does not exist */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      compare: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  return { isFull: values.full, isComparison: values.compare, only: values.only };
}

/** The scenarios that were asked for, in their own order. @throws Error when a name fits none */
export function chosen<T extends { readonly name: string }>(scenarios: readonly T[], only: readonly string[]): T[] {
  const unknown = only.find((name) => !scenarios.some((scenario) => scenario.name.startsWith(name)));
  if (unknown !== undefined)
    throw new Error(`There is no scenario ${unknown}. There are: ${scenarios.map(({ name }) => name).join(', ')}.`);
  return scenarios.filter(({ name }) => only.length === 0 || only.some((start) => name.startsWith(start)));
}
