import { operationsOf } from './compare.js';
import type { OpenApiDocument } from './document.js';

/** Method and path of an operation that the reference has and we do not have yet. */
export type PlannedOperation = readonly [method: string, path: string];

/**
 * What is wrong with a list of planned operations, as sentences: one that is built already, or a length that is not the committed
 * one. The list only ever gets shorter, and its committed length with it.
 */
export function gapProblems(
  planned: readonly PlannedOperation[],
  document: OpenApiDocument,
  committed: number,
): string[] {
  const built = new Set(operationsOf(document).map(withoutNames));
  const both = planned
    .map(([method, path]) => `${method} ${path}`)
    .filter((operation) => built.has(withoutNames(operation)));
  return [
    ...both.map((operation) => `${operation} is built: take it off the list of planned operations.`),
    ...lengthProblems(planned.length, committed),
  ];
}

function lengthProblems(length: number, committed: number): string[] {
  if (length > committed)
    return [
      `${length} operations are planned, but only ${committed} were: the list may only shrink. Build what was added to it.`,
    ];
  if (length < committed)
    return [
      `${length} operations are planned, down from ${committed}: run the check with --write to keep the lower number.`,
    ];
  return [];
}

/** Two servers may name a path parameter differently. */
function withoutNames(operation: string): string {
  return operation.replace(/\{[^}]*\}/g, '{}');
}
