import { check, type CheckResult } from './check.js';
import type { OpenApi } from './compatibility/facts.js';
import { dropSettled, knownDifferences, pinnedFacts } from './compatibility/judge.js';
import type { Documents } from './document.js';
import type { Options } from './options.js';
import { loadPinnedOperations } from './pinned-operations.js';
import { loadReferences } from './reference.js';
import {
  allowedGaps,
  builtDocuments,
  committedDocuments,
  lowerAllowedGaps,
  PLANNED,
  servedDocument,
  writeDocuments,
} from './sources.js';

/** Gathers what has to be compared, and compares it. Throws when something cannot be had. */
export async function run(options: Options): Promise<CheckResult> {
  const served = options.url !== undefined || options.agentServerUrl !== undefined;
  const documents = served ? await servedDocuments(options) : await exportedDocuments(options);
  const input = {
    references: loadReferences(),
    documents,
    planned: PLANNED,
    pinned: loadPinnedOperations(),
    newest: { facts: pinnedFacts(), known: knownDifferences() },
    allowedGaps: allowedGaps(),
  };
  return check(served ? input : { ...input, committed: committedDocuments() });
}

async function servedDocuments({ url, agentServerUrl }: Options): Promise<Documents> {
  return {
    ...(url !== undefined && { app: await servedDocument(url) }),
    ...(agentServerUrl !== undefined && { agentServer: await servedDocument(agentServerUrl) }),
  };
}

async function exportedDocuments({ write }: Options): Promise<Documents> {
  const documents = await builtDocuments();
  if (write) {
    writeDocuments(documents);
    dropSettled(documents.agentServer as unknown as OpenApi, pinnedFacts(), knownDifferences());
    lowerAllowedGaps({ app: PLANNED.app.length, agentServer: PLANNED.agentServer.length });
  }
  return documents;
}
