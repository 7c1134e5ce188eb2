/** The value below which the given share (0 to 1) of the values lies; nearest rank, so it is always one of them. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('There is no percentile of nothing: the scenario measured no values.');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
}

/** The middle value; of two middle ones their mean. */
export function median(values: readonly number[]): number {
  if (values.length % 2 === 1) return percentile(values, 0.5);
  return (percentile(values, 0.5) + percentile(values, (values.length / 2 + 1) / values.length)) / 2;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}
