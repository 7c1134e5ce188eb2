import { comparedTable } from './comparison/compared-table.js';
import type { ComparedRow } from './comparison/compared-row.js';
import { runComparison } from './comparison/run-comparison.js';
import { COMPARISONS } from './comparisons.js';
import type { Contender } from './contenders/contender.js';
import { findReferencePython } from './contenders/find-reference.js';
import { ours } from './contenders/ours.js';
import { referenceWith } from './contenders/reference.js';
import { chosen, type BenchOptions } from './options.js';
import { writeResults } from './report/results-file.js';
import { COMPARISON_FILE } from './workspace.js';

const NO_REFERENCE =
  'There is no Python with the package openhands-agent-server here: only ours is measured. Set BENCH_PYTHON to one that has it.';

/** Measures our server beside the Python one. Returns whether ours could be measured everywhere. */
export async function compare(options: BenchOptions): Promise<boolean> {
  const comparisons = chosen(COMPARISONS, options.only);
  const contenders = await findContenders();
  const rows: ComparedRow[] = [];
  for (const comparison of comparisons) {
    const startedAt = performance.now();
    const rowsOfIt = await runComparison(comparison, contenders, options.isFull, (contender, error) =>
      console.error(`${comparison.name}: ${contender} could not be measured.`, error),
    );
    rows.push(...rowsOfIt);
    console.error(`${comparison.name}: compared in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  }
  console.log(comparedTable(rows));
  await writeResults(COMPARISON_FILE, rows, options);
  return rows.every((row) => row.ours.failure === undefined);
}

async function findContenders(): Promise<Contender[]> {
  const python = await findReferencePython();
  if (python !== undefined) return [ours, referenceWith(python)];
  console.error(NO_REFERENCE);
  return [ours];
}
