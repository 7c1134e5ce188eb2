import { describe, expect, it } from '@jest/globals';
import { readWebhooks } from './read-webhooks.js';

describe('the webhooks of the environment', () => {
  it('are a JSON list, numbered variables, or both', () => {
    const { webhooks, problems } = readWebhooks({
      OH_WEBHOOKS: '[{"base_url":"http://one.example/hook/","event_buffer_size":7,"headers":{"a":"b"}}]',
      OH_WEBHOOKS_0_FLUSH_DELAY: '1.5',
      OH_WEBHOOKS_1_BASE_URL: 'https://two.example',
      OH_WEBHOOKS_1_HEADERS: '{"c":"d"}',
      OH_WEBHOOKS_1_SECRET: 's',
    });
    expect(problems).toEqual([]);
    expect(webhooks).toEqual([
      expect.objectContaining({
        baseUrl: 'http://one.example/hook',
        headers: { a: 'b' },
        eventBufferSize: 7,
        flushDelayMs: 1500,
        numRetries: 3,
        retryDelayMs: 5000,
      }),
      expect.objectContaining({ baseUrl: 'https://two.example', headers: { c: 'd' }, secret: 's', eventBufferSize: 5 }),
    ]);
    expect(readWebhooks({})).toEqual({ webhooks: [], problems: [] });
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ OH_WEBHOOKS: '{' }, /JSON list/],
    [{ OH_WEBHOOKS: '[1]' }, /JSON list/],
    [{ OH_WEBHOOKS: '[{}]' }, /base_url/],
    [{ OH_WEBHOOKS_0_BASE_URL: 'ftp://x' }, /base_url/],
    [{ OH_WEBHOOKS_0_BASE_URL: 'http://x', OH_WEBHOOKS_0_FLUSH_DELAY: 'soon' }, /flush_delay/],
    [{ OH_WEBHOOKS_0_BASE_URL: 'http://x', OH_WEBHOOKS_0_EVENT_BUFFER_SIZE: '0' }, /event_buffer_size/],
    [{ OH_WEBHOOKS_0_BASE_URL: 'http://x', OH_WEBHOOKS_0_HEADERS: '{"a b":"c"}' }, /headers/],
    [{ OH_WEBHOOKS_0_BASE_URL: 'http://x', OH_WEBHOOKS_0_COLOUR: 'red' }, /colour/],
    [{ OH_WEBHOOKS_0_BASE_URL: 'http://x', OH_WEBHOOKS_1_BASE_URL: 'http://x/' }, /same base_url/],
  ])('say what is wrong with %j', (values, problem) => {
    const { problems } = readWebhooks(values);
    expect(problems.join(' ')).toMatch(problem);
  });
});
