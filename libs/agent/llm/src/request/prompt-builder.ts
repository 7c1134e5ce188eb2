import type { LanguageModelV4Message, LanguageModelV4Prompt, LanguageModelV4ToolResultOutput } from '@ai-sdk/provider';
import type { LlmMessage } from '@openhands-nest/agent-ports';
import type { ModelRoute } from '../provider/model-route.js';
import { assistantMessage } from './assistant-message.js';
import { SUBSCRIPTION_PROVIDER } from '../subscription/subscription-route.js';
import { partsOf, textOf, textPart, type ContentPart } from './content.js';
import { assertCallsAnswered } from './pairing.js';
import { withCacheMarks } from './cache-marks.js';

type ToolMessage = Extract<LlmMessage, { role: 'tool' }>;

/** One of our messages in the words of the provider SDKs, and what it leaves for the end of its step. */
interface Prepared {
  readonly messages: readonly LanguageModelV4Message[];
  readonly images: readonly ContentPart[];
}

/**
 * Puts conversations into the words of the provider SDKs. A request repeats the one before it and adds little: what has been
 * put into words once is kept for as long as its message lives, so messages must not change.
 */
export class PromptBuilder {
  private readonly prepared = new WeakMap<LlmMessage, Prepared>();
  private readonly beginnings = new WeakMap<LlmMessage, Prepared>();

  constructor(private readonly route: ModelRoute) {}

  /** @throws LlmError when a tool call has no result. */
  promptOf(messages: readonly LlmMessage[]): LanguageModelV4Prompt {
    assertCallsAnswered(messages);
    const prompt: LanguageModelV4Prompt = [];
    const images: ContentPart[] = [];
    let isBeginning = true;
    for (const message of messages) {
      if (message.role !== 'tool' && images.length > 0) prompt.push(imagesMessage(images.splice(0)));
      isBeginning &&= message.role === 'system';
      const ready =
        isBeginning && this.route.provider !== SUBSCRIPTION_PROVIDER ? this.begin(message) : this.prepare(message);
      prompt.push(...ready.messages);
      images.push(...ready.images);
    }
    if (images.length > 0) prompt.push(imagesMessage(images));
    return this.route.acceptsCacheMarks ? withCacheMarks(prompt) : prompt;
  }

  private prepare(message: LlmMessage): Prepared {
    return remembered(this.prepared, message, () => prepare(message, this.route));
  }

  private begin(message: LlmMessage): Prepared {
    return remembered(this.beginnings, message, () => beginning(message));
  }
}

function remembered<K extends object, V>(known: WeakMap<K, V>, key: K, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** Only here may a system message stay one: later on, most providers and many chat templates know none; subscriptions never do. */
function beginning(message: LlmMessage): Prepared {
  return { messages: message.role === 'system' ? [{ role: 'system', content: message.text }] : [], images: [] };
}

function prepare(message: LlmMessage, route: ModelRoute): Prepared {
  switch (message.role) {
    case 'system':
      return { messages: [{ role: 'user', content: [textPart(message.text)] }], images: [] };
    case 'user': {
      const content = partsOf(message.content, route);
      return {
        messages: [{ role: 'user', content: content.length > 0 ? content : [textPart('(empty message)')] }],
        images: [],
      };
    }
    case 'assistant':
      return { messages: assistantMessage(message, route), images: [] };
    case 'tool':
      return toolMessage(message, route);
  }
}

/** Only Anthropic takes images inside a tool's result; elsewhere they follow all results of the step. */
function toolMessage(message: ToolMessage, route: ModelRoute): Prepared {
  const { protocol } = route;
  const parts = partsOf(message.content, route);
  const images = parts.filter(({ type }) => type === 'file');
  const hasImages = images.length > 0;
  const output = hasImages && protocol === 'anthropic' ? richOutput(parts) : plainOutput(message, hasImages);
  return {
    messages: [
      {
        role: 'tool',
        content: [{ type: 'tool-result', toolCallId: message.toolCallId, toolName: message.toolName, output }],
      },
    ],
    images: protocol === 'anthropic' ? [] : images,
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
