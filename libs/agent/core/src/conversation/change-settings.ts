import type { ConversationChange } from '../engine.js';
import type { Journal } from '../journal/journal.js';
import { withAnalyzerKeys } from '../security/analyzer-keys.js';
import type { SecretsKeeper } from './conversation-secrets.js';
import { settingsChange } from './mutable-settings.js';

/** Changes what may be changed of a conversation. Keys are there before the state names them: a crash in between loses nothing. */
export async function changeSettings(
  journal: Journal,
  secrets: SecretsKeeper,
  { analyzerKeys, ...change }: ConversationChange,
): Promise<void> {
  if (analyzerKeys) await secrets.change((before) => withAnalyzerKeys(before, journal.record, analyzerKeys));
  await journal.transact((record) => settingsChange(record, change));
}
