import type { ContenderName } from '../contenders/contender.js';
import type { Measured } from '../scenario.js';
import { median } from '../statistics.js';
import { Better, type Comparison } from './comparison.js';

export const Standing = { Ahead: 'ahead', Behind: 'behind', Even: 'even', Unknown: 'n.a.' } as const;
export type Standing = (typeof Standing)[keyof typeof Standing];

/** What a contender gave: values by metric, one for each run, or why it gave none. */
export interface Outcome {
  readonly runs: readonly Measured[];
  readonly failure?: string;
}

/** One line of the comparison. */
export interface ComparedRow {
  readonly scenario: string;
  readonly metric: string;
  readonly unit: string;
  readonly better: Better;
  readonly ours: Figure;
  readonly reference: Figure;
  /** How many times better ours is; absent where a figure is missing or nothing can be divided by it. */
  readonly ratio?: number;
  readonly standing: Standing;
}

export interface Figure {
  readonly values: readonly number[];
  readonly median?: number;
  readonly failure?: string;
}

/** The lines of one comparison. */
export function comparedRows(
  { name, metrics }: Pick<Comparison, 'name' | 'metrics'>,
  outcomes: Readonly<Record<ContenderName, Outcome>>,
): ComparedRow[] {
  return metrics.map(({ name: metric, unit, better }) => {
    const ours = figureOf(outcomes.ours, metric);
    const reference = figureOf(outcomes.reference, metric);
    return { scenario: name, metric, unit, better, ours, reference, ...judged(better, ours.median, reference.median) };
  });
}

function figureOf({ runs, failure }: Outcome, metric: string): Figure {
  const values = runs.flatMap((run) => run[metric] ?? []);
  return { values, ...(values.length > 0 ? { median: median(values) } : { failure: failure ?? 'not reached' }) };
}

function judged(better: Better, ours?: number, reference?: number): Pick<ComparedRow, 'ratio' | 'standing'> {
  if (ours === undefined || reference === undefined) return { standing: Standing.Unknown };
  if (ours === reference) return { standing: Standing.Even };
  const [dividend, divisor] = better === Better.Lower ? [reference, ours] : [ours, reference];
  const standing = dividend > divisor ? Standing.Ahead : Standing.Behind;
  // What sank below zero, such as memory that was given back, is better or worse but not so many times.
  return dividend >= 0 && divisor > 0 ? { ratio: dividend / divisor, standing } : { standing };
}
