import type { SecretLookup } from '@openhands-nest/agent-ports';

/** Gets a secret from where it is kept. Rejects with a sentence that holds no secret. */
export type SecretLookUp = (lookup: SecretLookup) => Promise<string>;
