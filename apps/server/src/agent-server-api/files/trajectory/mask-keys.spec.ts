import { describe, expect, it } from '@jest/globals';
import { maskKeys } from './mask-keys.js';

describe('keys in JSON', () => {
  it.each([
    [
      '{"llm":{"api_key":"sk-1","aws_session_token":{"a":1},"model":"m"}}',
      '{"llm":{"api_key":"**********","aws_session_token":"**********","model":"m"}}',
    ],
    ['{"api_key":null}', '{"api_key":null}'],
    [`{"value":"gAAAA${'b'.repeat(30)}=="}`, '{"value":"**********"}'],
    ['{"text":"gAAAA is how they begin"}', '{"text":"gAAAA is how they begin"}'],
    ['{"key" : 1}', '{"key" : 1}'],
  ])('%s', (json, masked) => {
    expect(maskKeys(json)).toBe(masked);
  });
});
