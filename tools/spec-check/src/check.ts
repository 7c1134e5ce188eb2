import type { Facts, OpenApi } from './compatibility/facts.js';
import { compatibilityProblems, type KnownDifferences } from './compatibility/judge.js';
import { compareWithReference } from './compare.js';
import { differencesBetween } from './difference.js';
import { DOCUMENT_FILES, DOCUMENT_NAMES, type DocumentName, type Documents } from './document.js';
import { gapProblems, type PlannedOperation } from './known-gaps.js';
import { pinnedProblems, type PinnedOperations } from './pinned-operations.js';
import type { Reference } from './reference.js';
import { describeDifference, tableOf } from './report.js';

export interface CheckInput {
  readonly references: readonly Reference[];
  /** The documents to judge. */
  readonly documents: Documents;
  /** The exported documents in the repository; absent when a running server is compared. */
  readonly committed?: Documents;
  readonly planned: Readonly<Record<DocumentName, readonly PlannedOperation[]>>;
  /** Operations that must be in a document, or planned. */
  readonly pinned?: PinnedOperations;
  /** The newest Agent Server, and in what this one may differ from it. */
  readonly newest?: { readonly facts: Facts; readonly known: KnownDifferences };
  /** How many operations of each reference server may be missing. */
  readonly allowedGaps: Readonly<Record<DocumentName, number>>;
}

export interface CheckResult {
  readonly table: readonly string[];
  /** Empty when everything is as it should be. */
  readonly problems: readonly string[];
}

/** Judges documents against the references, the committed exports and the known gaps. Reads and writes nothing. */
export function check(input: CheckInput): CheckResult {
  const compared = input.references.flatMap(({ belongsTo, document: reference }) => {
    const ours = input.documents[belongsTo];
    return ours ? [{ belongsTo, comparison: compareWithReference(reference, ours) }] : [];
  });
  const differences = compared.flatMap(({ belongsTo, comparison }) =>
    comparison.differences.map((difference) => describeDifference(DOCUMENT_FILES[belongsTo], difference)),
  );
  const problems = [
    ...differences,
    ...missing(input),
    ...incompatible(input),
    ...DOCUMENT_NAMES.flatMap((name) => [...stale(input, name), ...gaps(input, name)]),
  ];
  return { table: tableOf(compared), problems: [...new Set(problems)] };
}

function missing({ pinned, planned, documents }: CheckInput): string[] {
  return DOCUMENT_NAMES.flatMap((name) => {
    const document = documents[name];
    const operations = pinned?.operations.filter(({ document: other }) => (other ?? pinned.belongsTo) === name) ?? [];
    const problems = document ? pinnedProblems(operations, planned[name], document) : [];
    return problems.map((problem) => `${DOCUMENT_FILES[name]}: ${problem}`);
  });
}

function incompatible({ newest, documents: { agentServer } }: CheckInput): string[] {
  if (!newest || !agentServer) return [];
  const problems = compatibilityProblems(agentServer as unknown as OpenApi, newest.facts, newest.known);
  return problems.map((problem) => `${DOCUMENT_FILES.agentServer}: ${problem}`);
}

function stale({ committed, documents }: CheckInput, name: DocumentName): string[] {
  if (!committed) return [];
  const file = `libs/contracts/openapi/${DOCUMENT_FILES[name]}`;
  const [first, ...others] = differencesBetween(committed[name], documents[name]);
  if (!first) return [];
  return [
    `${file} is stale in ${others.length + 1} place(s), the first is below. Write it anew with --write.`,
    describeDifference(file, first),
  ];
}

function gaps({ planned, documents, allowedGaps }: CheckInput, name: DocumentName): string[] {
  const document = documents[name];
  if (!document) return [];
  return gapProblems(planned[name], document, allowedGaps[name]).map(
    (problem) => `${DOCUMENT_FILES[name]}: ${problem}`,
  );
}
