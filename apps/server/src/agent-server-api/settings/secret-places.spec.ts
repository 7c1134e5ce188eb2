import { describe, expect, it } from '@jest/globals';
import { changeLlmSecrets, changeSecrets } from './secret-places.js';

const SETTINGS = {
  llm: {
    model: 'm',
    api_key: 'S1',
    aws_secret_access_key: 'S2',
    aws_session_token: null,
    extra_headers: { Authorization: 'S3', 'X-Title': 'plain' },
  },
  verification: { critic_api_key: 'S4', critic_model_name: 'plain' },
  mcp_config: {
    local: { command: 'run', env: { A: 'S5' }, args: ['plain'] },
    remote: {
      url: 'https://mcp.example',
      headers: { 'X-Any': 'S6' },
      auth: {
        strategy: 'oauth2',
        authentication: { client_id: 'plain', client_secret: 'S7' },
        state: { tokens: { access_token: 'S8', token_type: 'plain' }, client_info: { client_secret: 'S9' } },
      },
    },
    signed: { url: 'https://mcp.example', auth: { strategy: 'header', headers: { K: 'S10' } } },
  },
  agent_context: {
    secrets: {
      A: 'S11',
      B: { kind: 'StaticSecret', value: 'S12' },
      C: { kind: 'LookupSecret', url: '/x', headers: { K: 'S13' } },
    },
  },
};

describe('changeSecrets', () => {
  it('reaches every secret and nothing else', () => {
    const text = JSON.stringify(changeSecrets(SETTINGS, () => '*'));
    expect(text).not.toMatch(/S\d/);
    expect(text.match(/"\*"/g)).toHaveLength(13);
    expect(text.match(/plain/g)).toHaveLength(5);
  });

  it('gives back the same when nothing is changed', () => {
    expect(changeSecrets(SETTINGS, (secret) => secret)).toEqual(SETTINGS);
  });

  it.each([
    { llm: 'text' },
    { llm: null },
    { mcp_config: [1] },
    { agent_context: { secrets: 7 } },
    { mcp_config: { a: 'x' } },
  ])('takes settings of a wrong shape as they are: %j', (settings) => {
    expect(changeSecrets(settings, () => '*')).toEqual(settings);
  });

  it('leaves what is unset unset', () => {
    expect(changeLlmSecrets({ api_key: null, aws_access_key_id: '' }, () => '*')).toEqual({
      api_key: null,
      aws_access_key_id: '',
    });
  });
});
