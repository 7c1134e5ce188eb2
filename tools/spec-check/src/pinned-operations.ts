import { readFileSync } from 'node:fs';
import type { DocumentName, OpenApiDocument } from './document.js';
import type { PlannedOperation } from './known-gaps.js';

/** An operation that a reference server is known to have. Facts only: its words are its authors'. */
export interface PinnedOperation {
  readonly method: string;
  readonly path: string;
  /** Names of its query parameters. */
  readonly query: readonly string[];
  /** Document that shows it, when it is the other one. */
  readonly document?: DocumentName;
}

export interface PinnedOperations {
  readonly belongsTo: DocumentName;
  readonly operations: readonly PinnedOperation[];
}

/** All operations of OpenHands 0.53. */
export function loadPinnedOperations(
  file = new URL('../operations/openhands-0.53.json', import.meta.url),
): PinnedOperations {
  return JSON.parse(readFileSync(file, 'utf8')) as PinnedOperations;
}

/** Operations, or query parameters of them, that a document lacks although nobody says that they are still to be built; as sentences. */
export function pinnedProblems(
  operations: readonly PinnedOperation[],
  planned: readonly PlannedOperation[],
  document: OpenApiDocument,
): string[] {
  const known = new Set(planned.map(([method, path]) => key(method, path)));
  const documented = new Map(
    Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => [key(method, path), operation as DocumentedOperation] as const),
    ),
  );
  return operations
    .filter(({ method, path }) => !known.has(key(method, path)))
    .flatMap((operation) => problemsOf(operation, documented.get(key(operation.method, operation.path))));
}

interface DocumentedOperation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

function problemsOf({ method, path, query }: PinnedOperation, found: DocumentedOperation | undefined): string[] {
  if (!found) return [`${method} ${path} is missing: the reference has it. Build it, or plan it.`];
  const names = new Set((found.parameters ?? []).filter(({ in: where }) => where === 'query').map(({ name }) => name));
  const missing = query.filter((name) => !names.has(name));
  return missing.map((name) => `${method} ${path} lacks the query parameter ${name} of the reference.`);
}

/** Two servers may name a path parameter differently. */
function key(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}')}`;
}
