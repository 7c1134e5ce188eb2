import type { LanguageModelV4CallOptions, LanguageModelV4FunctionTool } from '@ai-sdk/provider';
import type { LlmRequest, LlmSettings, LlmToolSpec } from '@openhands-nest/agent-ports';
import { SUBSCRIPTION_OPTIONS } from '../subscription/subscription-model.js';
import type { PromptBuilder } from './prompt-builder.js';

/** One request as the provider SDKs take it, without its signal. */
export function callOptionsOf(
  request: LlmRequest,
  settings: LlmSettings,
  prompts: PromptBuilder,
): LanguageModelV4CallOptions {
  return {
    prompt: prompts.promptOf(request.messages),
    tools: request.tools.length > 0 ? request.tools.map(toolOf) : undefined,
    temperature: settings.temperature,
    maxOutputTokens: settings.maxOutputTokens,
    ...(settings.subscription && { providerOptions: SUBSCRIPTION_OPTIONS }),
  };
}

function toolOf({ name, description, parameters }: LlmToolSpec): LanguageModelV4FunctionTool {
  return { type: 'function', name, description, inputSchema: parameters };
}
