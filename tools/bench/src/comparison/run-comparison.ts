import { BenchContext } from '../bench-context.js';
import type { Contender, ContenderName } from '../contenders/contender.js';
import type { Measured } from '../scenario.js';
import { withDeadline } from '../with-deadline.js';
import { comparedRows, type ComparedRow, type Outcome } from './compared-row.js';
import type { Comparison } from './comparison.js';

const QUICK_RUNS = 1;
const FULL_RUNS = 3;
const ABSENT: Outcome = { runs: [], failure: 'not here' };

export type OnFailure = (contender: ContenderName, error: Error) => void;

/** Gives the same work to each contender, in turns. A contender that fails leaves the others alone. */
export async function runComparison(
  comparison: Comparison,
  contenders: readonly Contender[],
  isFull: boolean,
  onFailure: OnFailure,
): Promise<ComparedRow[]> {
  const outcomes: Record<ContenderName, Outcome> = { ours: ABSENT, reference: ABSENT };
  for (let run = 0; run < (isFull ? FULL_RUNS : QUICK_RUNS); run += 1) {
    for (const contender of contenders) {
      const earlier = outcomes[contender.name];
      // Whoever has failed once would only take the same time to fail again.
      if (earlier !== ABSENT && earlier.failure !== undefined) continue;
      const next = await measured(comparison, contender, isFull);
      if (next instanceof Error) onFailure(contender.name, next);
      outcomes[contender.name] = addTo(earlier, next);
    }
  }
  return comparedRows(comparison, outcomes);
}

function addTo({ runs }: Outcome, next: Measured | Error): Outcome {
  return next instanceof Error ? { runs, failure: firstLine(next.message) } : { runs: [...runs, next] };
}

async function measured(comparison: Comparison, contender: Contender, isFull: boolean): Promise<Measured | Error> {
  const context = new BenchContext(isFull);
  try {
    return await withDeadline(comparison.measure(context, contender), comparison.patience * 1_000);
  } catch (error) {
    return error as Error;
  } finally {
    await context.close();
  }
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replaceAll('|', '/').slice(0, 80);
}
