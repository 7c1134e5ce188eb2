import type { LanguageModelV4CallOptions, LanguageModelV4FunctionTool, LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { LlmRequest, LlmToolSpec } from '@openhands-nest/agent-ports';
import type { ModelRoute } from '../provider/model-route.js';
import { SUBSCRIPTION_OPTIONS } from '../subscription/subscription-model.js';
import { SUBSCRIPTION_PROVIDER } from '../subscription/subscription-route.js';
import type { PromptBuilder } from './prompt-builder.js';

/** One request as the provider SDKs take it, without its signal. */
export function callOptionsOf(
  request: LlmRequest,
  route: ModelRoute,
  prompts: PromptBuilder,
): LanguageModelV4CallOptions {
  const prompt = prompts.promptOf(request.messages);
  const isResponses = route.protocol === 'responses';
  return {
    prompt,
    tools: request.tools.length > 0 ? request.tools.map((tool) => toolOf(tool, isResponses)) : undefined,
    ...(isResponses && responsesOptions(prompt, route)),
  };
}

/** The system prompt is what this API calls its instructions. Nothing is kept there, so whatever is referred to is sent again. */
function responsesOptions(
  prompt: LanguageModelV4Prompt,
  { provider }: ModelRoute,
): Partial<LanguageModelV4CallOptions> {
  if (provider === SUBSCRIPTION_PROVIDER) return { providerOptions: SUBSCRIPTION_OPTIONS };
  const system = prompt.flatMap((message) => (message.role === 'system' ? [message.content] : []));
  const instructions = system.length > 0 ? { instructions: system.join('\n\n') } : {};
  return {
    prompt: prompt.slice(system.length),
    // What is thought is asked for by the parameters: the SDK's own list of models that think is not in force.
    providerOptions: { openai: { store: false, forceReasoning: false, ...instructions } },
  };
}

/** Schemas are taken as they are: strict ones may have no optional members, which is what the Responses API would make of them. */
function toolOf({ name, description, parameters }: LlmToolSpec, isResponses: boolean): LanguageModelV4FunctionTool {
  return { type: 'function', name, description, inputSchema: parameters, ...(isResponses && { strict: false }) };
}
