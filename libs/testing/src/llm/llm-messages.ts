import type { LlmMessage, LlmRequest } from '@openhands-nest/agent-ports';

type AssistantMessage = Extract<LlmMessage, { role: 'assistant' }>;

/** A request of one user message, without tools. */
export function anLlmRequest(overrides: Partial<LlmRequest> = {}): LlmRequest {
  return { messages: [userSays('hello')], tools: [], signal: new AbortController().signal, ...overrides };
}

export function userSays(text: string): LlmMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}

export function assistantSays(fields: Partial<AssistantMessage>): LlmMessage {
  return { role: 'assistant', text: '', toolCalls: [], ...fields };
}

/** What the terminal answered to a call. */
export function terminalAnswers(toolCallId: string, text: string, isError = false): LlmMessage {
  return { role: 'tool', toolCallId, toolName: 'terminal', content: [{ type: 'text', text }], isError };
}
