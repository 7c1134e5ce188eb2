import { describe, expect, it } from '@jest/globals';
import { dataOf } from './server-sent-events.js';

async function* bytes(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void> {
  yield* pieces;
}

async function read(...pieces: readonly Uint8Array[]): Promise<string[]> {
  const data: string[] = [];
  for await (const batch of dataOf(bytes(...pieces))) data.push(...batch);
  return data;
}

describe('server-sent events', () => {
  const text =
    ': hello\r\nevent: piece\r\ndata: {"a":"Grüße ✓"}\r\n\r\ndata:one\ndata: two\n\n\n\rdata:  [DONE]\r\rdata: lost';
  const events = ['{"a":"Grüße ✓"}', 'one\ntwo', ' [DONE]'];

  it('are the same wherever the network cuts them', async () => {
    const whole = Buffer.from(text);
    for (let at = 0; at <= whole.length; at++)
      expect(await read(whole.subarray(0, at), whole.subarray(at))).toEqual(events);
    expect(await read(...[...whole].map((byte) => Uint8Array.of(byte)))).toEqual(events);
  });

  it('come out as soon as they are whole', async () => {
    const batches = dataOf(bytes(Buffer.from('data: 1\n\ndata: 2\n\ndata: 3'), Buffer.from('\n\n')));

    expect((await batches.next()).value).toEqual(['1', '2']);
    expect((await batches.next()).value).toEqual(['3']);
  });
});
