import { SECRET_MASK, type LLM } from '@openhands-nest/contracts/agent-server';
import { invalidInput } from '../../http/problems.js';
import { changeLlmSecrets, type SecretChange } from './secret-places.js';
import { UnreadableTokenError, type SecretTokens } from './secret-tokens.js';

type Location = readonly (string | number)[];

/** Turns tokens that a client brings back into their secrets. @throws InvalidInputError at `loc` for one that cannot be read */
export function revealing(tokens: SecretTokens, loc: Location): SecretChange {
  return (secret) => {
    try {
      return tokens.reveal(secret);
    } catch (error) {
      throw error instanceof UnreadableTokenError ? invalidInput(loc, error.message) : error;
    }
  };
}

/** A model as a client sent it, with its secrets readable. @throws InvalidInputError */
export function revealedLlm(llm: LLM, tokens: SecretTokens): LLM {
  const reveal = revealing(tokens, ['body', 'llm']);
  const withoutMasks: SecretChange = (secret) => (secret === SECRET_MASK ? null : reveal(secret));
  return changeLlmSecrets({ ...llm }, withoutMasks) as unknown as LLM;
}
