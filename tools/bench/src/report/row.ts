import type { Measured, Metric, Scenario, Target } from '../scenario.js';
import { spreadOf, type Spread } from '../statistics.js';

export const Verdict = { Met: 'met', NotMet: 'not met', NotApplicable: 'n.a.' } as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** One line of the report. */
export interface Row extends Partial<Spread> {
  readonly scenario: string;
  readonly metric: string;
  readonly unit: string;
  readonly target?: Target;
  /** One value for each run, in order. */
  readonly values: readonly number[];
  readonly verdict: Verdict;
}

/** The lines of one scenario. The verdict is about the median: one disturbed run on a busy machine proves nothing. */
export function rowsOf({ name, metrics }: Scenario, runs: readonly Measured[]): Row[] {
  return metrics.map((metric) => {
    const values = runs.flatMap((run) => run[metric.name] ?? []);
    const spread = values.length > 0 ? spreadOf(values) : undefined;
    return {
      scenario: name,
      metric: metric.name,
      unit: metric.unit,
      ...(metric.target && { target: metric.target }),
      values,
      ...spread,
      verdict: verdictOf(metric, spread),
    };
  });
}

function verdictOf({ target }: Metric, spread: Spread | undefined): Verdict {
  if (target === undefined || spread === undefined) return Verdict.NotApplicable;
  const isMet = 'atMost' in target ? spread.median <= target.atMost : spread.median >= target.atLeast;
  return isMet ? Verdict.Met : Verdict.NotMet;
}
