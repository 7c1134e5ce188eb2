import { type LlmMessage, type LlmSettings } from '@openhands-nest/agent-ports';
import { FakeGoogleServer, ManualClock, anLlmRequest, assistantSays, terminalAnswers } from '@openhands-nest/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createLlm } from './create-llm.js';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const TOOLS = [
  {
    name: 'terminal',
    description: 'Runs a command.',
    parameters: { type: 'object', properties: { command: { type: 'string' } } },
  },
];

const servers: FakeGoogleServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

/** Asks a model behind a fresh server once. */
async function ask(
  server: FakeGoogleServer,
  model: string,
  messages: readonly LlmMessage[],
  settings: Partial<LlmSettings> = {},
) {
  servers.push(await server.start());
  const llm = createLlm(
    { baseUrl: server.baseUrl, apiKey: 'secret-key', attempts: 1, ...settings, model },
    { clock: new ManualClock() },
  );
  const reply = await llm.complete(anLlmRequest({ messages, tools: TOOLS }));
  return { reply, server, body: server.requests[0]?.body };
}

describe('a Google model', () => {
  it('is sent the conversation in its own words', async () => {
    const { body, server } = await ask(new FakeGoogleServer([{ text: 'ok' }]), 'gemini/gemini-2.5-pro', [
      { role: 'system', text: 'Be brief.' },
      {
        role: 'user',
        content: [{ type: 'image', image_urls: [`data:image/png;base64,${PIXEL}`, 'https://example.com/a.png'] }],
      },
      assistantSays({ toolCalls: [{ id: 'a', name: 'terminal', arguments: '{"command":"ls"}' }] }),
      terminalAnswers('a', 'a.txt'),
    ]);

    expect(server.requests[0]?.headers['x-goog-api-key']).toBe('secret-key');
    expect(body.systemInstruction.parts).toEqual([{ text: 'Be brief.' }]);
    expect(body.contents[0].parts).toMatchObject([
      { inlineData: { mimeType: 'image/png', data: PIXEL } },
      { text: '[Image at https://example.com/a.png]' },
    ]);
    expect(body.contents[1].parts).toMatchObject([{ functionCall: { name: 'terminal', args: { command: 'ls' } } }]);
    expect(body.contents[2].parts).toMatchObject([{ functionResponse: { name: 'terminal' } }]);
  });
});
