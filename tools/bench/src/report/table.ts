import type { Target } from '../scenario.js';
import type { Row } from './row.js';

const HEADINGS = ['scenario', 'metric', 'median', 'min – max', 'runs', 'target', 'verdict'];

/** The rows as a Markdown table. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.scenario,
    row.metric,
    withUnit(row.median, row.unit),
    row.min === undefined || row.max === undefined ? '–' : `${figure(row.min)} – ${figure(row.max)}`,
    String(row.values.length),
    targetText(row.target, row.unit),
    row.verdict,
  ]);
  return markdownTable(HEADINGS, lines);
}

/** Lines of cells under their headings, as Markdown. */
export function markdownTable(headings: readonly string[], lines: readonly (readonly string[])[]): string {
  return [headings, headings.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Three significant digits below a thousand, whole numbers above, thousands set apart. */
export function figure(value: number): string {
  if (Math.abs(value) < 1_000) return String(Number(value.toPrecision(3)));
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ' ');
}

function withUnit(value: number | undefined, unit: string): string {
  return value === undefined ? '–' : `${figure(value)} ${unit}`.trim();
}

function targetText(target: Target | undefined, unit: string): string {
  if (target === undefined) return '–';
  const text = 'atMost' in target ? `≤ ${figure(target.atMost)}` : `≥ ${figure(target.atLeast)}`;
  return `${text} ${unit}`.trim();
}
