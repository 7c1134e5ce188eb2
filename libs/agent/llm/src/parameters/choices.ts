import type { ParameterSource } from './parameters.js';

/** What the reference asks for where nobody says otherwise. */
const USUAL_EFFORT = 'high';
const USUAL_RETENTION = '24h';

/** The effort that a model is asked for; undefined: it is not told. Of a model that nobody knows only what the settings say. */
export function effortOf({ settings, features }: Pick<ParameterSource, 'settings' | 'features'>): string | undefined {
  const { reasoningEffort: wanted, dropParams } = settings;
  if (wanted === null) return undefined;
  if (features.reasons === false) return dropParams === false ? wanted : undefined;
  return wanted ?? (features.reasons ? USUAL_EFFORT : undefined);
}

/** Whether temperature and its like are taken. Who wants nothing dropped gets the provider's own answer to them. */
export function takesSampling({ settings, features }: ParameterSource, isThinking: boolean): boolean {
  if (settings.dropParams === false || features.sampling === 'always') return true;
  return features.sampling === 'idle' && !isThinking;
}

/** How long OpenAI keeps a prompt's beginning; undefined: it is not told. */
export function retentionOf({ settings, features }: ParameterSource): string | undefined {
  const { promptCacheRetention: wanted = USUAL_RETENTION } = settings;
  return features.cacheRetention ? (wanted ?? undefined) : undefined;
}
