import { existsSync } from 'node:fs';
import { compare } from './compare.js';
import { chosen, readOptions, USAGE, type BenchOptions } from './options.js';
import { writeResults } from './report/results-file.js';
import type { Row } from './report/row.js';
import { tableOf } from './report/table.js';
import { runScenario } from './run-scenario.js';
import { SCENARIOS } from './scenarios.js';
import { BUILT_SERVER, RESULTS_FILE } from './workspace.js';

/** Whether all scenarios could be measured. One that fails is told and leaves the others alone. */
async function bench(options: BenchOptions): Promise<boolean> {
  const scenarios = chosen(SCENARIOS, options.only);
  const rows: Row[] = [];
  let isWhole = true;
  for (const scenario of scenarios) {
    const startedAt = performance.now();
    try {
      rows.push(...(await runScenario(scenario, options.isFull)));
      console.error(`${scenario.name}: measured in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
    } catch (error) {
      isWhole = false;
      console.error(`${scenario.name}: could not be measured.`, error);
    }
  }
  console.log(tableOf(rows));
  await writeResults(RESULTS_FILE, rows, options);
  return isWhole;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (!existsSync(BUILT_SERVER)) throw new Error('The server is not built. Run "npx nx build server" first.');
  process.exitCode = (await (options.isComparison ? compare(options) : bench(options))) ? 0 : 1;
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 2;
}
