import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

/** Milliseconds in which the last event of a stream is handed on. */
const PARSING_MS = 1_000;
const CONNECTION_CLOSED = -32000;

/**
 * Answers a request whose stream has ended without an answer: it would wait for ever otherwise. One that has been answered is not
 * looked for any more, so nothing happens to it.
 */
export function answerIfLost(transport: Transport, requestBody: string): void {
  const { id, method } = idOf(requestBody);
  if (id === undefined || method === undefined) return;
  const timer = setTimeout(() => {
    transport.onmessage?.({
      jsonrpc: '2.0',
      id,
      error: { code: CONNECTION_CLOSED, message: 'The answer broke off.' },
    });
  }, PARSING_MS);
  timer.unref();
}

function idOf(body: string): { id?: string | number; method?: string } {
  try {
    return JSON.parse(body) as { id?: string | number; method?: string };
  } catch {
    return {};
  }
}
