import type { BenchContext } from '../bench-context.js';
import type { Contender } from '../contenders/contender.js';
import type { Measured } from '../scenario.js';

/** Which of two figures is the better one. */
export const Better = { Lower: 'lower', Higher: 'higher' } as const;
export type Better = (typeof Better)[keyof typeof Better];

export interface ComparedMetric {
  readonly name: string;
  readonly unit: string;
  readonly better: Better;
}

/** The same work, given to each contender in turn. */
export interface Comparison {
  /** What `--only` names. */
  readonly name: string;
  /** One sentence: what is done, and between which two moments the clock runs. */
  readonly how: string;
  readonly metrics: readonly ComparedMetric[];
  /** Seconds after which a contender has failed; it has to be enough for a start, too. */
  readonly patience: number;
  /** Measures one contender once. What it opens it hands to the context to be closed. */
  measure(context: BenchContext, contender: Contender): Promise<Measured>;
}

export function lower(name: string, unit: string): ComparedMetric {
  return { name, unit, better: Better.Lower };
}

export function higher(name: string, unit: string): ComparedMetric {
  return { name, unit, better: Better.Higher };
}
