import type { LlmSettings } from '@openhands-nest/agent-ports';
import type { ModelFeatures } from '../features/model-features.js';
import type { ModelRoute, Protocol } from '../provider/model-route.js';
import { anthropicParameters } from './anthropic-parameters.js';
import { chatParameters } from './chat-parameters.js';
import { googleParameters } from './google-parameters.js';
import { merged, type JsonObject } from './merged.js';
import { responsesParameters } from './responses-parameters.js';

/** What a request holds beside the conversation and the tools, in the words of its protocol. */
export interface RequestParameters {
  /** Members of the body; those that are undefined are not sent. */
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

/** Settings, and what is known of the model that they are for. */
export interface ParameterSource {
  readonly settings: LlmSettings;
  readonly features: ModelFeatures;
  readonly route: ModelRoute;
}

const BY_PROTOCOL: Readonly<Record<Protocol, (source: ParameterSource) => RequestParameters>> = {
  openai: chatParameters,
  compatible: chatParameters,
  responses: responsesParameters,
  anthropic: anthropicParameters,
  google: googleParameters,
};

/** What a model is told beside the conversation. The person's own headers and members go before those of this server. */
export function parametersOf(source: ParameterSource): RequestParameters {
  const { settings, route } = source;
  const { body, headers } = settings.subscription ? NONE : BY_PROTOCOL[route.protocol](source);
  return { body: merged(body, ownMembers(settings)), headers: { ...headers, ...settings.extraHeaders } };
}

/** What a request is made of stays: without it there is no conversation, and no reply that can be read. */
function ownMembers({ extraBody = {} }: LlmSettings): JsonObject {
  return Object.fromEntries(Object.entries(extraBody).filter(([key]) => !RESERVED.has(key)));
}

const RESERVED: ReadonlySet<string> = new Set(['stream', 'messages', 'input', 'contents', 'tools', 'system']);

/** The API of subscriptions takes no settings. */
const NONE: RequestParameters = { body: {}, headers: {} };
