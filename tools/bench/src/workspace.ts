import { join } from 'node:path';

/** Root of the repository, from `tools/bench/src` and from `tools/bench/dist` alike. */
export const WORKSPACE = join(import.meta.dirname, '../../..');
export const BUILT_SERVER = join(WORKSPACE, 'apps/server/dist/main.js');
export const RESULTS_FILE = join(WORKSPACE, 'tools/bench/results/latest.json');
export const COMPARISON_FILE = join(WORKSPACE, 'tools/bench/results/comparison.json');

/** A script of this project that is run as a process of its own. */
export function entryFile(name: string): string {
  return join(import.meta.dirname, 'entries', `${name}.js`);
}
