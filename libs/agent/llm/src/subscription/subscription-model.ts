import { arch, platform } from 'node:os';
import { LlmError, LlmErrorKind } from '@openhands-nest/agent-ports';
import { fetchWithBody } from '../provider/fetch-with-body.js';
import type { RequestParameters } from '../parameters/parameters.js';
import type { ModelRoute } from '../provider/model-route.js';
import type { StreamingModel } from '../provider/streaming-model.js';
import type { SubscriptionAccess } from './subscription-access.js';
import { accountIdIn } from './token-claims.js';

/** The API keeps nothing, so reasoning comes encrypted and goes back. Its instructions must be short: the prompt is a message. */
export const SUBSCRIPTION_OPTIONS = {
  openai: {
    store: false,
    forceReasoning: true,
    reasoningSummary: 'auto',
    instructions: 'You are an agent of OpenHands. You carry out tasks on a computer with the tools that you are given.',
  },
};

/** A model behind the Responses API of a ChatGPT subscription. */
export async function openSubscriptionModel(
  { modelId }: ModelRoute,
  { headers, body }: RequestParameters,
  access: SubscriptionAccess | undefined,
): Promise<StreamingModel> {
  if (!access)
    throw new LlmError(LlmErrorKind.BadRequest, 'Subscriptions cannot be used here. Choose a model with an API key.');
  const { createOpenAI } = await import('@ai-sdk/openai');
  const options = {
    baseURL: access.baseUrl,
    apiKey: 'of the subscription',
    headers: { ...headers },
    fetch: signedFetch(access, fetchWithBody(body)),
  };
  return createOpenAI(options).responses(modelId);
}

/** fetch with the subscription's token, which is renewed when it is refused. */
function signedFetch(access: SubscriptionAccess, send: typeof fetch = fetch): typeof fetch {
  return async (url, init) => {
    const token = await access.token();
    const response = await send(url, withToken(init, token));
    if (response.status !== 401) return response;
    const other = await access.token(token);
    if (other === token) return response;
    await response.body?.cancel();
    return send(url, withToken(init, other));
  };
}

function withToken(init: RequestInit | undefined, token: string): RequestInit {
  const headers = new Headers(init?.headers);
  const account = accountIdIn(token);
  headers.set('authorization', `Bearer ${token}`);
  headers.set('originator', 'codex_cli_rs');
  headers.set('openai-beta', 'responses=experimental');
  headers.set('user-agent', `openhands-nest (${platform()}; ${arch()})`);
  if (account !== undefined) headers.set('chatgpt-account-id', account);
  return { ...init, headers };
}
