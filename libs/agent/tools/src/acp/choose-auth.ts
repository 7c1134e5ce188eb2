import { objectOf, type Json } from './json-rpc.js';
import { providerOfName } from './providers.js';

type Environment = Readonly<Record<string, string>>;

/** Ways to sign in that need no person, by what must be there for them; subscriptions go before keys. */
const METHODS: readonly (readonly [id: string, variables: readonly string[]])[] = [
  ['chat-gpt', ['CODEX_HOME']],
  ['vertex-ai', ['GOOGLE_APPLICATION_CREDENTIALS']],
  ['api-key', ['CODEX_API_KEY', 'OPENAI_API_KEY']],
  ['gemini-api-key', ['GEMINI_API_KEY']],
];

/**
 * The request with which a program is signed in to; undefined: it offers no way that can be taken here, or wants none. Then it may
 * be signed in already.
 */
export function signInOf(authMethods: unknown, agentName: string, environment: Environment): Json | undefined {
  const offered = new Set((Array.isArray(authMethods) ? authMethods : []).map((method) => objectOf(method)?.['id']));
  const [methodId] = METHODS.find(([id, names]) => offered.has(id) && names.some((name) => environment[name])) ?? [];
  if (methodId === undefined) return undefined;
  const { urlVariable } = providerOfName(agentName) ?? {};
  const url = methodId === 'gemini-api-key' && urlVariable ? environment[urlVariable] : undefined;
  return { methodId, ...(url && { _meta: { gateway: { baseUrl: url } } }) };
}
