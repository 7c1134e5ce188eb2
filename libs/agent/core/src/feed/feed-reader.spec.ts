import { describe, expect, it } from '@jest/globals';
import { fc, runs } from '@openhands-nest/testing/properties';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import type { EventLog, StoredEvent } from '@openhands-nest/agent-ports';
import type { Frame } from '../engine.js';
import { FeedReader } from './feed-reader.js';
import { Feed } from './feed.js';

const stored = (seq: number): StoredEvent => ({ seq, id: `e${seq}`, kind: EventKind.Message, json: `{"seq":${seq}}` });
const delta = (text: string): Frame => ({ seq: undefined, kind: EventKind.StreamingDelta, json: text });
const snapshot = (text: string): Frame => ({ seq: undefined, kind: EventKind.StateUpdate, json: text });

/** A log that holds what was published. */
function logOf(events: readonly StoredEvent[], readSizes: number[] = []): EventLog {
  return {
    read: async (_: string, after: number, limit: number, maxChars: number) => {
      readSizes.push(maxChars);
      return events.filter(({ seq }) => seq > after).slice(0, limit);
    },
  } as unknown as EventLog;
}

describe('FeedReader', () => {
  it('gives every event once and in order, however slowly it is read', async () => {
    const script = fc.array(
      fc.oneof(
        fc.record({ publish: fc.integer({ min: 1, max: 700 }) }),
        fc.record({ take: fc.integer({ min: 1, max: 900 }) }),
      ),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(script, fc.integer({ min: 0, max: 20 }), async (steps, before) => {
        const events = Array.from({ length: before }, (_, index) => stored(index + 1));
        const feed = new Feed();
        feed.advanceTo(before);
        const reader = new FeedReader('c', feed, logOf(events), 0);
        const taken: (number | undefined)[] = [];
        for (const step of [...steps, { take: 100_000 }]) {
          if ('publish' in step) {
            const fresh = Array.from({ length: step.publish }, () => stored(0)).map((_, index) =>
              stored(events.length + index + 1),
            );
            events.push(...fresh);
            feed.publish(fresh);
          } else {
            for (let left = step.take; left > 0 && reader.pending; left -= 1) {
              await reader.load();
              taken.push(...reader.take(1).map(({ seq }) => seq));
            }
          }
        }
        expect(taken).toEqual(events.map(({ seq }) => seq));
      }),
      { numRuns: runs(50) },
    );
  });

  it('holds little of long events, whether they were just published or are read back', async () => {
    const length = 300_000;
    const events = Array.from({ length: 40 }, (_, index) => ({ ...stored(index + 1), json: 'x'.repeat(length) }));
    const feed = new Feed();
    const sizes: number[] = [];
    const reader = new FeedReader('c', feed, logOf(events, sizes), 0);
    for (const event of events) {
      feed.publish([event]);
      const atHand = events.filter(({ seq }) => feed.at(seq)).length;
      expect(atHand * length).toBeLessThanOrEqual(2 * 1024 * 1024);
      expect(feed.at(event.seq)).toBe(event);
    }
    const taken: (number | undefined)[] = [];
    while (reader.pending) {
      await reader.load();
      taken.push(...reader.take(1).map(({ seq }) => seq));
    }
    expect(taken).toEqual(events.map(({ seq }) => seq));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1024 * 1024);
  });

  it('keeps the newest event at hand, however long it is', () => {
    const feed = new Feed();
    new FeedReader('c', feed, logOf([]), 0);
    feed.publish([stored(1)]);
    feed.publish([{ ...stored(2), json: 'x'.repeat(10_000_000) }]);
    expect([feed.at(1), feed.at(2)?.seq]).toEqual([undefined, 2]);
    feed.publish([stored(3)]);
    expect([feed.at(2), feed.at(3)?.seq]).toEqual([undefined, 3]);
  });

  it('sends what is not stored after all that was there when it was said', async () => {
    const feed = new Feed();
    const reader = new FeedReader('c', feed, logOf([stored(1), stored(2)]), 0);
    feed.publish([stored(1)]);
    feed.offer(snapshot('first'));
    feed.publish([stored(2)]);
    feed.offer(snapshot('second'));

    expect(reader.take(10).map(({ json }) => json)).toEqual(['{"seq":1}', 'first', '{"seq":2}', 'second']);
    expect(reader.pending).toBe(false);
  });

  it('drops pieces of text, but no state, when a reader lets too much wait', () => {
    const feed = new Feed();
    const reader = new FeedReader('c', feed, logOf([]), 0);
    feed.offer(snapshot('state'));
    for (let piece = 0; piece < 1_000; piece += 1) feed.offer(delta(`${piece}`));

    const frames = reader.take(10_000).map(({ json }) => json);

    expect(frames).toHaveLength(256);
    expect(frames[0]).toBe('state');
    expect(frames.at(-1)).toBe('999');
  });

  it('wakes its consumer for each commit, and stops when closed', () => {
    const feed = new Feed();
    const reader = new FeedReader('c', feed, logOf([]), 0);
    let wakes = 0;
    reader.onWake(() => (wakes += 1));
    feed.publish([stored(1)]);
    reader.close();
    feed.publish([stored(2)]);
    expect([wakes, feed.readers]).toEqual([1, 0]);
  });
});
