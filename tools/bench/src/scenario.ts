import type { BenchContext } from './bench-context.js';

/** One number that a scenario gives. Without a target it is a yardstick, beside which others are read. */
export interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly target?: Target;
}

export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** Values by the name of their metric. */
export type Measured = Readonly<Record<string, number>>;

export interface Scenario {
  /** What `--only` names. */
  readonly name: string;
  /** One sentence: what is done, and between which two moments the clock runs. */
  readonly how: string;
  readonly metrics: readonly Metric[];
  /** How often it is measured from scratch. */
  readonly runs: { readonly quick: number; readonly full: number };
  /** Measures once. What it opens it hands to the context to be closed. */
  measure(context: BenchContext): Promise<Measured>;
}

export function atMost(value: number): Target {
  return { atMost: value };
}

export function atLeast(value: number): Target {
  return { atLeast: value };
}
