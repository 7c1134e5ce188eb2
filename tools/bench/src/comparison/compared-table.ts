import { figure, markdownTable } from '../report/table.js';
import type { ComparedRow, Figure } from './compared-row.js';

const HEADINGS = ['scenario', 'metric', 'ours', 'reference', 'ratio', 'verdict'];

/** The rows as a Markdown table. A ratio says how many times better ours is. */
export function comparedTable(rows: readonly ComparedRow[]): string {
  const lines = rows.map(({ scenario, metric, unit, ours, reference, ratio, standing }) => [
    scenario,
    metric,
    cellOf(ours, unit),
    cellOf(reference, unit),
    ratio === undefined ? '–' : `${figure(ratio)} ×`,
    standing,
  ]);
  return markdownTable(HEADINGS, lines);
}

function cellOf({ median, failure }: Figure, unit: string): string {
  return median === undefined ? (failure ?? '–') : `${figure(median)} ${unit}`.trim();
}
