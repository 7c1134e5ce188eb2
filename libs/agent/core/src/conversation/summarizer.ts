import type { Llm } from '@openhands-nest/agent-ports';
import type { EngineOptions } from '../engine.js';
import type { Journal } from '../journal/journal.js';
import { UsageId } from '../run/usage.js';
import { readSecrets } from './conversation-secrets.js';
import type { ModelInUse } from './model-in-use.js';

/** Who sums up what is forgotten, and the id under which that is counted. */
export interface Summarizer {
  readonly llm: Llm;
  readonly usageId: string;
}

/** The condenser's own model, else the conversation's as it was last loaded. Undefined: there is none. */
export async function summarizerOf(
  journal: Journal,
  model: ModelInUse,
  options: EngineOptions,
): Promise<Summarizer | undefined> {
  const { id, spec } = journal.record;
  const own = spec.condenser?.llm;
  if (!own) return model.llm && { llm: model.llm, usageId: UsageId.Condenser };
  const { condenserKey } = await readSecrets(options.storage.settings, id);
  const llm = options.createLlm(condenserKey === undefined ? own : { ...own, apiKey: condenserKey });
  return { llm, usageId: spec.condenser?.usageId ?? UsageId.Condenser };
}
