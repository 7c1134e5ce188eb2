import { BenchContext } from './bench-context.js';
import { rowsOf, type Row } from './report/row.js';
import type { Measured, Scenario } from './scenario.js';
import { withDeadline } from './with-deadline.js';

/** Milliseconds after which a run is given up: a server that hangs must not hang the bench. */
const QUICK_DEADLINE_MS = 90_000;
const FULL_DEADLINE_MS = 20 * 60_000;

/** Measures a scenario as often as it wants. @throws what a run throws, after everything has been put away */
export async function runScenario(scenario: Scenario, isFull: boolean): Promise<Row[]> {
  const runs: Measured[] = [];
  for (let run = 0; run < (isFull ? scenario.runs.full : scenario.runs.quick); run += 1) {
    const context = new BenchContext(isFull);
    try {
      runs.push(await withDeadline(scenario.measure(context), isFull ? FULL_DEADLINE_MS : QUICK_DEADLINE_MS));
    } finally {
      await context.close();
    }
  }
  return rowsOf(scenario, runs);
}
