import type { SecretSource } from '@openhands-nest/agent-ports';
import type { EngineOptions } from '../engine.js';

/** The values of secrets, by name. One that cannot be had now is left out and logged: it costs the others nothing. */
export async function lookedUp(
  sources: Readonly<Record<string, SecretSource>>,
  conversationId: string,
  { lookUpSecret, logger }: Pick<EngineOptions, 'lookUpSecret' | 'logger'>,
): Promise<Record<string, string>> {
  const found = await Promise.all(
    Object.entries(sources).map(async ([name, source]): Promise<[string, string][]> => {
      if (typeof source === 'string') return [[name, source]];
      try {
        const value = await lookUpSecret?.(source);
        return value === undefined ? [] : [[name, value]];
      } catch (error) {
        logger.warn('A secret could not be looked up; commands go on without it.', {
          conversationId,
          name,
          reason: error instanceof Error ? error.message : String(error),
        });
        return [];
      }
    }),
  );
  return Object.fromEntries(found.flat());
}
