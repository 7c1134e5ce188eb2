import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../http/problems.js';
import { readAnalyzer } from './security-analyzer.js';

const AT = ['body', 'security_analyzer'];

describe('analyzers that have to be asked', () => {
  it('keep their keys apart, each under a name of its own', () => {
    const read = readAnalyzer(
      {
        kind: 'EnsembleSecurityAnalyzer',
        analyzers: [
          { kind: 'GraySwanAnalyzer', api_key: 'sk-swan' },
          {
            kind: 'ToolShieldLLMSecurityAnalyzer',
            llm: { model: 'openai/m', api_key: 'sk-shield', usage_id: 'shield' },
          },
          { kind: 'LLMSecurityAnalyzer' },
        ],
      },
      AT,
    );
    const [swan, shield] = (read.analyzer as unknown as { analyzers: { keyName: string }[] }).analyzers;
    expect(read.keys).toEqual({ [swan?.keyName ?? '']: 'sk-swan', [shield?.keyName ?? '']: 'sk-shield' });
    expect(JSON.stringify(read.analyzer)).not.toMatch(/sk-/);
    expect(swan).toMatchObject({
      ...{ history_limit: 20, max_message_chars: 30_000, timeout: 30, low_threshold: 0.3, medium_threshold: 0.7 },
      ...{ api_url: 'https://api.grayswan.ai/cygnal/monitor', api_key: '**********', policy_id: expect.any(String) },
    });
    expect(shield).toMatchObject({
      ...{ llm: { model: 'openai/m', api_key: '**********' }, history_window: 20, safety_experiences: '' },
      ...{ model: { model: 'openai/m' }, usageId: 'shield' },
    });
  });

  it('may be without a key', () => {
    const { analyzer, keys } = readAnalyzer({ kind: 'GraySwanAnalyzer', api_key: null, policy_id: 'mine' }, AT);
    expect(keys).toEqual({});
    expect(analyzer).toMatchObject({ api_key: null, policy_id: 'mine' });
  });

  it.each([
    { kind: 'GraySwanAnalyzer', api_url: 'ftp://x' },
    { kind: 'GraySwanAnalyzer', low_threshold: 0.7, medium_threshold: 0.7 },
    { kind: 'ToolShieldLLMSecurityAnalyzer' },
    { kind: 'ToolShieldLLMSecurityAnalyzer', llm: { model: 'openai/m' }, history_window: 0 },
  ])('are refused when they make no sense: %j', (document) => {
    expect(() => readAnalyzer(document, AT)).toThrow(InvalidInputError);
  });
});
