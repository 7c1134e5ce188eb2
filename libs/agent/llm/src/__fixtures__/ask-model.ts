import type { LlmMessage, LlmReply, LlmSettings } from '@openhands-nest/agent-ports';
import { anLlmRequest, ManualClock, type FakeRequest } from '@openhands-nest/testing';
import { createLlm } from '../create-llm.js';

/** A picture of one pixel, PNG in base64. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** What every model here is offered. */
export const TERMINAL = {
  name: 'terminal',
  description: 'Runs a command.',
  parameters: { type: 'object', properties: { command: { type: 'string' } } },
} as const;

interface FakeServer {
  readonly baseUrl: string;
  readonly requests: readonly FakeRequest[];
  start(): Promise<unknown>;
  close(): Promise<void>;
}

/** Asks a model behind a fresh server once, with one attempt. `body` is what the provider was sent. */
export async function askModel<Server extends FakeServer>(
  server: Server,
  model: string,
  messages: readonly LlmMessage[],
  settings: Partial<LlmSettings> = {},
): Promise<{ readonly reply: LlmReply; readonly server: Server; readonly body: FakeRequest['body'] }> {
  await server.start();
  try {
    const llm = createLlm(
      { baseUrl: server.baseUrl, apiKey: 'secret-key', attempts: 1, ...settings, model },
      { clock: new ManualClock() },
    );
    const reply = await llm.complete(anLlmRequest({ messages, tools: [TERMINAL] }));
    return { reply, server, body: server.requests[0]?.body };
  } finally {
    await server.close();
  }
}
