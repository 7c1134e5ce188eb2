import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LLM } from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { anLlmRequest, FakeOpenAiServer, InMemoryStorage, refusals } from '@openhands-nest/testing';
import { toLlmSettings } from '../agent-server-api/settings/stored-llm.js';
import { readConfig } from '../config/read-config.js';
import { composeSettings } from './compose-settings.js';

let provider: FakeOpenAiServer;

beforeEach(async () => {
  provider = await new FakeOpenAiServer(refusals(9, { status: 503 })).start();
});
afterEach(() => provider.close());

/** How often a model of the settings is asked, which is never there. */
async function attempts(environment: Readonly<Record<string, string>>, settings: Partial<LLM>): Promise<number> {
  const { createLlm } = await composeSettings(new InMemoryStorage().settings, readConfig(environment), 'key', () => {
    throw new Error('No MCP server is asked here.');
  });
  const llm = parseValue(LLM, { model: 'openai/m', base_url: provider.baseUrl, ...settings });
  await expect(createLlm(toLlmSettings(llm)).complete(anLlmRequest())).rejects.toThrow('503');
  return provider.requests.length;
}

describe('how a model of the settings is called', () => {
  const quickly = { LLM_RETRY_MIN_WAIT: '0.001', LLM_RETRY_MAX_WAIT: '0.001' };

  it('is said by the environment, where the settings say nothing', async () => {
    expect(await attempts({ LLM_NUM_RETRIES: '3', ...quickly }, {})).toBe(3);
  });

  it('is said by the settings, where somebody chose it', async () => {
    expect(await attempts({ LLM_NUM_RETRIES: '3', ...quickly }, { num_retries: 2 })).toBe(2);
  });

  it('keeps key and address of another model to itself', async () => {
    const other = { LLM_MODEL: 'openai/other', LLM_API_KEY: 'secret', LLM_BASE_URL: 'http://127.0.0.1:1/v1' };
    expect(await attempts({ ...other, ...quickly, LLM_NUM_RETRIES: '1' }, {})).toBe(1);
    expect(provider.requests[0]?.headers.authorization).toBeUndefined();
  });
});
