import type { JudgeAddress } from '@openhands-nest/agent-ports';

/** Bytes of an answer. A judgement is short. */
const MAX_BYTES = 1024 * 1024;

/** A service that judges said no, or nothing that can be read. The message is a sentence for people and holds no key. */
export class JudgeError extends Error {
  override readonly name = 'JudgeError';
  constructor(
    message: string,
    /** Of its answer, if there was one. */
    readonly status?: number,
  ) {
    super(message);
  }
}

/** Puts a question to a service. Follows no redirect: it would carry the key to somebody else. @throws JudgeError, or the signal's reason */
export async function postJson(
  { url, apiKey, timeoutMs }: JudgeAddress,
  body: object,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const host = hostOf(url);
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, limit]),
    });
    return await answerOf(response, host);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof JudgeError) throw error;
    if (limit.aborted) throw new JudgeError(`${host} did not answer within ${timeoutMs / 1000} s.`);
    throw new JudgeError(`${host} cannot be reached.`);
  }
}

function hostOf(url: string): string {
  if (URL.canParse(url) && /^https?:/i.test(url)) return new URL(url).host;
  throw new JudgeError('The address of the service is no web address.');
}

async function answerOf(response: Response, host: string): Promise<Readonly<Record<string, unknown>>> {
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new JudgeError(`${host} answered with status ${response.status}.`, response.status);
  }
  const value = parsed(await textOf(response, host), host);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable(host);
  return value as Readonly<Record<string, unknown>>;
}

async function textOf(response: Response, host: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > MAX_BYTES) throw new JudgeError(`${host} answered with more than ${MAX_BYTES} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parsed(text: string, host: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(host);
  }
}

/** An answer that says nothing that can be used. */
export function unreadable(host: string): JudgeError {
  return new JudgeError(`${host} gave an answer that cannot be read.`);
}
