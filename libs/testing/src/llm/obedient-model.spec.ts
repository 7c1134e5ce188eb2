import { describe, expect, it } from '@jest/globals';
import type { FakeReply, FakeRequest } from './fake-turn.js';
import { obedientModel, ordersOf } from './obedient-model.js';

const LIST = { call: 'terminal', with: { command: 'ls -1' } } as const;

async function replyTo(...messages: readonly unknown[]): Promise<FakeReply> {
  const decide = obedientModel() as (request: FakeRequest) => FakeReply;
  return decide({ number: 1, method: 'POST', path: '/v1/chat/completions', headers: {}, body: { messages } });
}

describe('an obedient model', () => {
  const orders = { role: 'user', content: [{ type: 'text', text: `Please:\n${ordersOf(LIST, { say: 'Listed.' })}` }] };
  const called = { role: 'assistant', content: null, tool_calls: [{}] };

  it('takes one order a turn', async () => {
    expect(await replyTo(orders)).toMatchObject({
      toolCalls: [{ name: 'terminal', arguments: '{"command":"ls -1"}' }],
    });
    expect(await replyTo(orders, called, { role: 'tool', content: 'a' })).toMatchObject({ text: 'Listed.' });
  });

  it('obeys the newest orders only', async () => {
    const newer = { role: 'user', content: ordersOf({ say: 'Newer.' }) };
    expect(await replyTo(orders, called, newer)).toMatchObject({ text: 'Newer.' });
  });

  it('has something to say when there is nothing to do', async () => {
    const said = { role: 'assistant', content: 'Listed.' };
    expect(await replyTo({ role: 'user', content: 'Hello' })).toMatchObject({ text: 'I was told 5 characters.' });
    expect(await replyTo(orders, called, said, { role: 'user', content: 'And?' })).toMatchObject({
      text: 'I was told 4 characters.',
    });
  });
});
