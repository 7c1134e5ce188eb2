import type { FailureFacts } from '../errors/failure-facts.js';
import type { ModelRoute } from './model-route.js';

/** Answers to an address that is not there. */
const NOT_THERE: readonly number[] = [404, 405, 501];
const OPENAI = 'api.openai.com';

/** Whether a server of one's own said that it has no Responses API. OpenAI has one: there, only the model can be missing. */
export function hasNoResponsesApi({ status, codes }: FailureFacts, { protocol, baseUrl }: ModelRoute): boolean {
  if (protocol !== 'responses' || status === undefined || !NOT_THERE.includes(status)) return false;
  return !codes.includes('model_not_found') && new URL(baseUrl).hostname !== OPENAI;
}
