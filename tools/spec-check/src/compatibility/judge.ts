import { readFileSync, writeFileSync } from 'node:fs';
import { differencesFrom } from './compare-facts.js';
import { factsOf, type Facts, type OpenApi } from './facts.js';

const REFERENCE = new URL('../../operations/agent-server.json', import.meta.url);
const KNOWN = new URL('../../known-differences.json', import.meta.url);

/** The reason for each difference that is meant, or not mended yet. */
export type KnownDifferences = Readonly<Record<string, string>>;

/** The facts of the newest Agent Server that were pinned. */
export function pinnedFacts(file: URL = REFERENCE): Facts {
  return JSON.parse(readFileSync(file, 'utf8')) as Facts;
}

export function knownDifferences(file: URL = KNOWN): KnownDifferences {
  return JSON.parse(readFileSync(file, 'utf8')) as KnownDifferences;
}

/** Everything that a client of the pinned server would miss here and nobody has accounted for, and what is accounted for in vain. */
export function compatibilityProblems(document: OpenApi, reference: Facts, known: KnownDifferences): string[] {
  const found = differencesFrom(reference, factsOf(document));
  const unknown = found.filter((line) => !(line in known));
  const gone = Object.keys(known).filter((line) => !found.includes(line));
  return [
    ...unknown.map((line) => `differs from Agent Server ${reference.version}: ${line}`),
    ...gone.map((line) => `is like Agent Server ${reference.version} now; take it off known-differences.json: ${line}`),
  ];
}

/** Takes off the list what no longer differs. */
export function dropSettled(document: OpenApi, reference: Facts, known: KnownDifferences, file: URL = KNOWN): void {
  const found = new Set(differencesFrom(reference, factsOf(document)));
  const left = Object.entries(known).filter(([line]) => found.has(line));
  if (left.length === Object.keys(known).length) return;
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(left), null, 2)}\n`);
}
