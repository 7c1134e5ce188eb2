import { describe, expect, it } from '@jest/globals';
import { initEnvironment } from './init-environment.js';

describe('the environment that a request stands for', () => {
  it('is that of the server where the request says nothing', () => {
    const base = { PORT: '1', SESSION_API_KEY: 'old', OH_WEBHOOKS_0_BASE_URL: 'http://a' };
    expect(initEnvironment(base, {})).toEqual(base);
    expect(initEnvironment(base, { secret_key: ' ', session_api_keys: null, env: null })).toEqual(base);
  });

  it('has what the request brings, in place of what was there', () => {
    const base = {
      SESSION_API_KEY: 'old',
      OH_SESSION_API_KEYS_3: 'older',
      OH_WEBHOOKS_0_BASE_URL: 'http://a',
      PERMITTED_CORS_ORIGINS: 'https://one.example',
      GITHUB_TOKEN: 'before',
      PUBLIC_URL: 'https://known.example',
    };
    const request = {
      session_api_keys: ['new', 'newer'],
      secret_key: 'secret',
      previous_secret_keys: ['older'],
      conversations_path: '/mnt/data',
      webhooks: [{ base_url: 'http://b', flush_delay: 1 }],
      allow_cors_origins: ['https://two.example'],
      web_url: 'https://other.example',
      env: { GITHUB_TOKEN: 'after', LLM_MODEL: 'openai/m' },
    };
    expect(initEnvironment(base, request)).toEqual({
      OH_SESSION_API_KEYS_0: 'new',
      OH_SESSION_API_KEYS_1: 'newer',
      OH_SECRET_KEY: 'secret',
      OH_PREVIOUS_SECRET_KEYS: '["older"]',
      DATA_DIR: '/mnt/data',
      OH_WEBHOOKS: '[{"base_url":"http://b","flush_delay":1}]',
      PERMITTED_CORS_ORIGINS: 'https://one.example,https://two.example',
      PUBLIC_URL: 'https://known.example',
      GITHUB_TOKEN: 'after',
      LLM_MODEL: 'openai/m',
    });
  });
});
