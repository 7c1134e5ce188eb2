import type { ConversationRecord, SecurityAnalyzerSpec } from '@openhands-nest/agent-ports';
import type { ConversationSecrets } from '../conversation/conversation-secrets.js';
import { analyzerOf } from '../conversation/mutable-settings.js';

/** Names of the keys of analyzers begin with it. */
export const ANALYZER_KEY = 'analyzer.';

/** The secrets with the keys of a new analyzer. Those of the one in force stay until the new one is; older ones go. */
export function withAnalyzerKeys(
  secrets: ConversationSecrets,
  record: ConversationRecord,
  added: Readonly<Record<string, string>>,
): ConversationSecrets {
  const inForce = new Set(keyNamesOf(analyzerOf(record)));
  const kept = Object.entries(secrets.partKeys ?? {}).filter(
    ([name]) => !name.startsWith(ANALYZER_KEY) || inForce.has(name),
  );
  return { ...secrets, partKeys: { ...Object.fromEntries(kept), ...added } };
}

function keyNamesOf(analyzer: SecurityAnalyzerSpec | undefined): readonly string[] {
  if (!analyzer) return [];
  if (analyzer.kind === 'EnsembleSecurityAnalyzer') return analyzer.analyzers.flatMap(keyNamesOf);
  return 'keyName' in analyzer && analyzer.keyName !== undefined ? [analyzer.keyName] : [];
}
