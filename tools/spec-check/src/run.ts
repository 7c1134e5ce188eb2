import { check, type CheckResult } from './check.js';
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
    lowerAllowedGaps({ app: PLANNED.app.length, agentServer: PLANNED.agentServer.length });
  }
  return documents;
}
