import type { LanguageModelV4CallOptions, LanguageModelV4FunctionTool } from '@ai-sdk/provider';
import type { LlmRequest, LlmSettings, LlmToolSpec } from '@openhands-nest/agent-ports';
import type { ModelRoute } from '../provider/model-route.js';
import { promptOf } from './prompt.js';

/** One request as the provider SDKs take it, without its signal. */
export function callOptionsOf(
  request: LlmRequest,
  settings: LlmSettings,
  route: ModelRoute,
): LanguageModelV4CallOptions {
  return {
    prompt: promptOf(request.messages, route),
    tools: request.tools.length > 0 ? request.tools.map(toolOf) : undefined,
    temperature: settings.temperature,
    maxOutputTokens: settings.maxOutputTokens,
  };
}

function toolOf({ name, description, parameters }: LlmToolSpec): LanguageModelV4FunctionTool {
  return { type: 'function', name, description, inputSchema: parameters };
}
