import { describe, expect, it } from '@jest/globals';
import { costOf, priceOf } from './price.js';

const usage = {
  promptTokens: 1_000_000,
  completionTokens: 100_000,
  cacheReadTokens: 400_000,
  cacheWriteTokens: 100_000,
  reasoningTokens: 0,
};

describe('the price of a call', () => {
  it.each([
    ['claude-sonnet-4-5-20250929', 3],
    ['anthropic/claude-sonnet-4.5', 3],
    ['claude-opus-4-20250514', 15],
    ['gpt-5-mini-2025-08-07', 0.25],
    ['gemini-2.5-pro-preview-05-06', 1.25],
    ['openai/gpt-4o', 2.5],
  ])('finds %s', (name, input) => {
    expect(priceOf(name)?.input).toBe(input);
  });

  it.each(['claude-sonnet-4-9', 'gpt-5.9', 'gpt-5-turbo', 'unheard-of'])('does not guess for %s', (name) => {
    expect(priceOf(name)).toBeUndefined();
  });

  it('counts cached tokens at their own prices', () => {
    // 0.5 M at 3 + 0.4 M at 0.3 + 0.1 M at 3.75 + 0.1 M at 15
    expect(costOf({ usage, price: priceOf('claude-sonnet-4-5'), settings: {} })).toBeCloseTo(
      1.5 + 0.12 + 0.375 + 1.5,
      10,
    );
  });

  it('lets the prices of the settings win, then what a proxy says', () => {
    const price = priceOf('claude-sonnet-4-5');
    const headers = { 'x-litellm-response-cost': '0.25' };

    expect(
      costOf({ usage, price, settings: { inputCostPerToken: 0.000001, outputCostPerToken: 0.00001 }, headers }),
    ).toBeCloseTo(2, 10);
    expect(costOf({ usage, price, settings: {}, headers })).toBe(0.25);
  });

  it('is 0 for an unknown model', () => {
    expect(costOf({ usage, price: undefined, settings: {} })).toBe(0);
  });
});
