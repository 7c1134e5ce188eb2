import { InvalidRequestError } from '@openhands-nest/agent-ports';
import { FakeAnthropicServer } from '@openhands-nest/testing';
import { describe, expect, it } from '@jest/globals';
import { warmUp } from './warm-up.js';

describe('warming up', () => {
  it('asks nobody, with a key or without', async () => {
    const server = await new FakeAnthropicServer([]).start();

    await warmUp({ model: 'anthropic/claude-x', baseUrl: server.baseUrl, apiKey: 'key' });
    await warmUp({ model: 'gemini/gemini-2.5-pro' });
    await warmUp({ model: 'openai/gpt-5' });

    expect(server.requests).toEqual([]);
    await server.close();
  });

  it('refuses a name that says of no provider where it is', async () => {
    await expect(warmUp({ model: 'nowhere/model' })).rejects.toThrow(InvalidRequestError);
  });
});
