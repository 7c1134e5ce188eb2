import { LlmError, LlmErrorKind, type LlmMessage } from '@openhands-nest/agent-ports';

/**
 * Every tool call must be answered before anything else is said: providers refuse the whole conversation otherwise.
 * @throws LlmError naming the call, before a request is wasted on it.
 */
export function assertCallsAnswered(messages: readonly LlmMessage[]): void {
  const open = new Set<string>();
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.delete(message.toolCallId))
        throw broken(`a result for the tool call ${message.toolCallId}, which was not made`);
      continue;
    }
    refuseOpen(open);
    if (message.role === 'assistant') for (const call of message.toolCalls) open.add(call.id);
  }
  refuseOpen(open);
}

function refuseOpen(open: ReadonlySet<string>): void {
  for (const id of open) throw broken(`no result for the tool call ${id}`);
}

function broken(what: string): LlmError {
  return new LlmError(
    LlmErrorKind.BadRequest,
    `The conversation cannot be sent to the model: it holds ${what}. Start a new conversation from here.`,
  );
}
