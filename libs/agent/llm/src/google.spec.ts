import { FakeGoogleServer, assistantSays, terminalAnswers } from '@openhands-nest/testing';
import { describe, expect, it } from '@jest/globals';
import { askModel, PIXEL } from './__fixtures__/ask-model.js';

describe('a Google model', () => {
  it('is sent the conversation in its own words', async () => {
    const { body, server } = await askModel(new FakeGoogleServer([{ text: 'ok' }]), 'gemini/gemini-2.5-pro', [
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
