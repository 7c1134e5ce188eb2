import type { LanguageModelV4Message, LanguageModelV4Prompt, LanguageModelV4ToolResultOutput } from '@ai-sdk/provider';
import type { LlmMessage } from '@openhands-nest/agent-ports';
import type { ModelRoute } from '../provider/model-route.js';
import { assistantMessage } from './assistant-message.js';
import { partsOf, textOf, textPart, type ContentPart } from './content.js';
import { assertCallsAnswered } from './pairing.js';
import { withCacheMarks } from './cache-marks.js';

type ToolMessage = Extract<LlmMessage, { role: 'tool' }>;

/** Our messages in the words of the provider SDKs. @throws LlmError when a tool call has no result. */
export function promptOf(messages: readonly LlmMessage[], route: ModelRoute): LanguageModelV4Prompt {
  assertCallsAnswered(messages);
  const prompt: LanguageModelV4Prompt = [];
  const images: ContentPart[] = [];
  let isBeginning = true;
  for (const message of messages) {
    if (message.role !== 'tool' && images.length > 0) prompt.push(imagesMessage(images.splice(0)));
    prompt.push(...messageOf(message, route, { isBeginning, images }));
    isBeginning &&= message.role === 'system';
  }
  if (images.length > 0) prompt.push(imagesMessage(images));
  return route.acceptsCacheMarks ? withCacheMarks(prompt) : prompt;
}

function messageOf(
  message: LlmMessage,
  route: ModelRoute,
  context: { isBeginning: boolean; images: ContentPart[] },
): LanguageModelV4Message[] {
  switch (message.role) {
    case 'system':
      // Later on, most providers and many chat templates know no system message.
      return [
        context.isBeginning
          ? { role: 'system', content: message.text }
          : { role: 'user', content: [textPart(message.text)] },
      ];
    case 'user': {
      const content = partsOf(message.content, route.protocol);
      return [{ role: 'user', content: content.length > 0 ? content : [textPart('(empty message)')] }];
    }
    case 'assistant':
      return assistantMessage(message, route);
    case 'tool':
      return [toolMessage(message, route, context.images)];
  }
}

/** Only Anthropic takes images inside a tool's result; elsewhere they follow all results of the step. */
function toolMessage(message: ToolMessage, { protocol }: ModelRoute, images: ContentPart[]): LanguageModelV4Message {
  const parts = partsOf(message.content, protocol);
  const hasImages = parts.some(({ type }) => type === 'file');
  if (hasImages && protocol !== 'anthropic') images.push(...parts.filter(({ type }) => type === 'file'));
  const output = hasImages && protocol === 'anthropic' ? richOutput(parts) : plainOutput(message, hasImages);
  return {
    role: 'tool',
    content: [{ type: 'tool-result', toolCallId: message.toolCallId, toolName: message.toolName, output }],
  };
}

function richOutput(parts: readonly ContentPart[]): LanguageModelV4ToolResultOutput {
  return { type: 'content', value: [...parts] };
}

function plainOutput(message: ToolMessage, hasImages: boolean): LanguageModelV4ToolResultOutput {
  const text = textOf(message.content);
  const value = hasImages ? `${text}\n[The image follows below.]`.trimStart() : text;
  return { type: message.isError ? 'error-text' : 'text', value };
}

function imagesMessage(images: readonly ContentPart[]): LanguageModelV4Message {
  return { role: 'user', content: [textPart('Images from the tool results above:'), ...images] };
}
