import {
  LlmError,
  ModelFailedError,
  type LlmMessage,
  type LlmReply,
  type LlmToolSpec,
  type Llm,
} from '@openhands-nest/agent-ports';
import { sideQuestionPrompt } from '../prompts/side-question.js';
import type { View } from '../view/view.js';

/**
 * Asks the model about the conversation, which does not learn of it. The tools are named because the history speaks of them.
 * @throws ModelFailedError, or the signal's reason
 */
export async function askAgent(
  llm: Llm,
  view: View,
  tools: readonly LlmToolSpec[],
  question: string,
  signal: AbortSignal,
): Promise<LlmReply> {
  const asked: LlmMessage = { role: 'user', content: [{ type: 'text', text: sideQuestionPrompt(question) }] };
  const reply = await answerOf(llm, [...view.beginReply(), asked], tools, signal);
  if (reply.text.trim() === '') throw new ModelFailedError('The model gave no answer. Ask again, in other words.');
  return reply;
}

async function answerOf(
  llm: Llm,
  messages: readonly LlmMessage[],
  tools: readonly LlmToolSpec[],
  signal: AbortSignal,
): Promise<LlmReply> {
  try {
    return await llm.complete({ messages, tools, signal });
  } catch (error) {
    throw error instanceof LlmError ? new ModelFailedError(error.message) : error;
  }
}
