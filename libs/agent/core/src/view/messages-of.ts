import type {
  Action,
  ActionEvent,
  Content,
  ConversationEvent,
  MessageEvent,
  Observation,
  UserRejectObservation,
} from '@openhands-nest/contracts/events';
import { EventKind, MessageRole } from '@openhands-nest/contracts/vocabulary';
import type { LlmMessage } from '@openhands-nest/agent-ports';
import { rejectedByHookFeedback } from '../prompts/hook-feedback.js';
import { rejectedByUserFeedback } from '../prompts/feedback.js';

/** What a model is shown of an observation. @param action what it answers */
export type ObservationContent = (observation: Observation, action: Action | undefined) => readonly Content[];

/** What an event says to the model by itself; undefined for one that says nothing. */
export function messageOf(event: ConversationEvent): LlmMessage | undefined {
  switch (event.kind) {
    case EventKind.SystemPrompt:
      return {
        role: 'system',
        text: [event.system_prompt.text, event.dynamic_context?.text].filter(Boolean).join('\n\n'),
      };
    case EventKind.Message:
      return event.llm_message.role === MessageRole.Assistant ? assistantMessage(event) : userMessage(event);
    default:
      return undefined;
  }
}

/** Providers refuse messages without content. */
export function isEmpty(message: LlmMessage): boolean {
  return message.role === 'assistant' && message.text.trim() === '' && message.toolCalls.length === 0;
}

function userMessage(event: MessageEvent): LlmMessage {
  return { role: 'user', content: [...event.llm_message.content, ...event.extended_content] };
}

function assistantMessage(event: MessageEvent): LlmMessage {
  return { role: 'assistant', text: textOf(event.llm_message.content), ...reasoning(event.llm_message), toolCalls: [] };
}

/** A reply that called tools. */
export function replyOf(calls: readonly ActionEvent[]): LlmMessage {
  const first = calls[0];
  return {
    role: 'assistant',
    text: textOf(first?.thought ?? []),
    ...(first && reasoning(first)),
    toolCalls: calls.map(({ tool_call }) => ({
      id: tool_call.id,
      name: tool_call.name,
      arguments: tool_call.arguments,
    })),
  };
}

type Reasoning = Pick<ActionEvent, 'reasoning_content' | 'thinking_blocks' | 'responses_reasoning_item'>;

function reasoning({
  reasoning_content: text,
  thinking_blocks: blocks,
  responses_reasoning_item: item,
}: Reasoning): object {
  return {
    ...(text ? { reasoning: text } : {}),
    ...(blocks.length > 0 ? { thinkingBlocks: blocks } : {}),
    ...(item ? { reasoningItem: item } : {}),
  };
}

function result(
  event: { tool_call_id: string; tool_name: string },
  content: readonly Content[],
  isError: boolean,
): LlmMessage {
  return { role: 'tool', toolCallId: event.tool_call_id, toolName: event.tool_name, content, isError };
}

/** Stands for an answer that never came. */
export function unanswered(call: ActionEvent): LlmMessage {
  return result(call, textContent('This call was not carried out.'), true);
}

function textContent(text: string): readonly Content[] {
  return [{ type: 'text', text }];
}

function textOf(content: readonly Content[]): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

function rejection({ tool_name, rejection_reason, rejection_source }: UserRejectObservation): string {
  return rejection_source === 'hook'
    ? rejectedByHookFeedback(tool_name, rejection_reason)
    : rejectedByUserFeedback(tool_name, rejection_reason);
}

/** The answer to a tool call, as the model sees it. */
export function answerMessage(
  event: ConversationEvent,
  call: ActionEvent,
  observationContent: ObservationContent,
): LlmMessage | undefined {
  switch (event.kind) {
    case EventKind.Observation: {
      const content = [...observationContent(event.observation, call.action ?? undefined), ...event.extended_content];
      return result(event, content, event.observation.is_error);
    }
    case EventKind.AgentError:
      return result(event, textContent(event.error), true);
    case EventKind.UserReject:
      return result(event, textContent(rejection(event)), true);
    default:
      return undefined;
  }
}
