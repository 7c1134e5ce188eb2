import type { Comparison } from './compare.js';
import type { Difference } from './difference.js';
import { DOCUMENT_FILES, type DocumentName } from './document.js';

const HEADER = ['document', 'operation', 'schemas', 'equal'];
const MAX_CHARS = 300;

export interface ComparedReference {
  readonly belongsTo: DocumentName;
  readonly comparison: Comparison;
}

/** A table with one row for each reference. */
export function tableOf(compared: readonly ComparedReference[]): string[] {
  const rows = [HEADER, ...compared.map(rowOf)];
  const widths = HEADER.map((_title, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function rowOf({ belongsTo, comparison }: ComparedReference): string[] {
  const { operations, schemas, differences } = comparison;
  const equal = differences.length === 0 ? 'yes' : `no (${differences.length})`;
  return [DOCUMENT_FILES[belongsTo], operations.join(', '), String(schemas.length), equal];
}

/** A difference with its place and both values. */
export function describeDifference(document: string, { pointer, expected, actual }: Difference): string {
  return `${document}#${pointer}\n  expected ${shown(expected)}\n  found    ${shown(actual)}`;
}

function shown(value: unknown): string {
  const text = value === undefined ? '(absent)' : JSON.stringify(value);
  return text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text;
}
