import type { LlmMessage } from '@openhands-nest/agent-ports';

/**
 * Whether the newest calls were made without thoughts that their provider signed, as by another model, or by this one before it
 * was told to think. Claude models that think by budget refuse to think in such a turn.
 */
export function isTurnUnsigned(messages: readonly LlmMessage[]): boolean {
  const last = messages.findLast(({ role }) => role === 'assistant');
  if (last?.role !== 'assistant' || last.toolCalls.length === 0) return false;
  return !last.thinkingBlocks?.some((block) => block.type === 'redacted_thinking' || Boolean(block.signature));
}
