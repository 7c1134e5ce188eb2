import type { CondenserSpec, Llm } from '@openhands-nest/agent-ports';
import type { EngineOptions } from '../engine.js';
import type { Journal } from '../journal/journal.js';
import { UsageId } from '../run/usage.js';
import { partKey, PartKey, readSecrets } from './conversation-secrets.js';
import type { ModelInUse } from './model-in-use.js';

/** Who sums up what is forgotten, and the id under which that is counted. */
export interface Summarizer {
  readonly llm: Llm;
  readonly usageId: string;
}

/** The condenser's own model, else the conversation's as it was last loaded. Undefined: there is none. */
export async function summarizerOf(
  condenser: CondenserSpec | undefined,
  journal: Journal,
  model: ModelInUse,
  options: EngineOptions,
): Promise<Summarizer | undefined> {
  const own = condenser?.llm;
  if (!own) return model.llm && { llm: model.llm, usageId: UsageId.Condenser };
  const secrets = await readSecrets(options.storage.settings, journal.record.id);
  const apiKey = partKey(secrets, condenser.keyName ?? PartKey.Condenser);
  const llm = options.createLlm(apiKey === undefined ? own : { ...own, apiKey });
  return { llm, usageId: condenser.usageId ?? UsageId.Condenser };
}
