import type { Llm, LlmMessage, LlmReply } from '@openhands-nest/agent-ports';
import { summaryPrompt } from '../prompts/summary-prompt.js';
import type { Entry } from '../view/history.js';
import { transcriptOf } from './transcript.js';

/** Has the model sum up what will be forgotten. @throws LlmError, or the signal's reason */
export async function summarize(llm: Llm, forgotten: readonly Entry[], signal: AbortSignal): Promise<LlmReply> {
  const text = transcriptOf(forgotten.flatMap((entry) => entry.messages));
  const messages: LlmMessage[] = [{ role: 'user', content: [{ type: 'text', text: summaryPrompt(text) }] }];
  return llm.complete({ messages, tools: [], signal });
}
