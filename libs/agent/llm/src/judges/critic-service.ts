import type { Clock, WorkToScore } from '@openhands-nest/agent-ports';
import { chatText } from './chat-text.js';
import { JudgeError, postJson, unreadable } from './post-json.js';

/** Attempts in total, and milliseconds before each further one. Only a server that stumbles is asked again. */
const WAITS = [1_000, 2_000];

/** Has a critic that is served by vLLM judge a conversation. @throws JudgeError, or the signal's reason */
export async function scoreWork(work: WorkToScore, clock: Clock): Promise<readonly number[]> {
  const { url, model, messages, tools, signal } = work;
  const address = { ...work, url: `${url.replace(/\/+$/, '')}/classify` };
  const body = { model, input: chatText(messages, tools) };
  for (const wait of WAITS) {
    try {
      return probabilitiesOf(await postJson(address, body, signal), url);
    } catch (error) {
      if (!(error instanceof JudgeError) || error.status !== 500) throw error;
      await clock.sleep(wait, signal);
    }
  }
  return probabilitiesOf(await postJson(address, body, signal), url);
}

function probabilitiesOf({ data }: Readonly<Record<string, unknown>>, url: string): readonly number[] {
  const [first] = Array.isArray(data) ? (data as readonly unknown[]) : [];
  const { probs, num_classes: count } = (first ?? {}) as { probs?: unknown; num_classes?: unknown };
  const isUsable =
    Array.isArray(probs) &&
    probs.length > 0 &&
    probs.every((value) => typeof value === 'number') &&
    (count === undefined || count === null || count === probs.length);
  if (!isUsable) throw unreadable(new URL(url).host);
  return probs;
}
