import { differencesBetween, pointerTo, type Difference } from './difference.js';
import type { OpenApiDocument } from './document.js';

export interface Comparison {
  /** `POST /api/conversations`, and so on. */
  readonly operations: readonly string[];
  readonly schemas: readonly string[];
  readonly differences: readonly Difference[];
}

/** Parts that hold named things of which a document may have more than the reference shows. */
const SHOWN_IN_PART = ['paths', 'components'];

/**
 * Compares everything that a reference shows with our document: the operations, schemas and security schemes it names, and
 * every other field as a whole. Ours may have more operations and components, and nothing else more.
 */
export function compareWithReference(reference: OpenApiDocument, ours: OpenApiDocument): Comparison {
  return {
    operations: operationsOf(reference),
    schemas: Object.keys(reference.components?.schemas ?? {}),
    differences: [
      ...differencesBetween(wholePartsOf(reference), wholePartsOf(ours)),
      ...ofNamed(reference.paths, ours.paths, '/paths'),
      ...ofNamed(reference.components, ours.components, '/components'),
    ],
  };
}

/** `METHOD /path` of every operation. */
export function operationsOf({ paths }: OpenApiDocument): string[] {
  return Object.entries(paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

function wholePartsOf(document: OpenApiDocument): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).filter(([part]) => !SHOWN_IN_PART.includes(part)));
}

type Groups = Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;

/** Both paths and components are groups of named things: a path's methods, a kind of component's names. */
function ofNamed(reference: Groups, ours: Groups, pointer: string): Difference[] {
  return Object.entries(reference ?? {}).flatMap(([group, members]) =>
    Object.entries(members).flatMap(([name, expected]) =>
      differencesBetween(expected, ours?.[group]?.[name], pointerTo(pointerTo(pointer, group), name)),
    ),
  );
}
