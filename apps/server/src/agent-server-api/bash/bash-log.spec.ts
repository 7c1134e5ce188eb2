import { describe, expect, it } from '@jest/globals';
import {
  BashEventKind,
  TooManySubscribersError,
  type BashEvent,
  type StoredBashEvent,
} from '@openhands-nest/agent-ports';
import { InMemoryStorage, ManualClock } from '@openhands-nest/testing';
import { BashLog, type BashLogOptions } from './bash-log.js';
import type { BashReader } from './bash-reader.js';

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

function aLog(options: Partial<BashLogOptions> = {}, storage = new InMemoryStorage()): BashLog {
  return new BashLog({ store: storage.bashEvents, clock: new ManualClock(), owner: 'me', logger, ...options });
}

function aCommand(command: string, timestamp = '2026-01-01T00:00:00.000000Z'): BashEvent {
  return { kind: BashEventKind.Command, id: command.slice(0, 20), timestamp, command, cwd: null, timeout: 1 };
}

/** Everything that the reader can give now. */
async function readAll(reader: BashReader): Promise<string[]> {
  const events: StoredBashEvent[] = [];
  while (reader.pending) {
    const taken = reader.take(3);
    events.push(...taken);
    if (taken.length === 0) await reader.load();
  }
  return events.map(({ json }) => (JSON.parse(json) as BashEvent).id);
}

const names = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `c${from + index}`);

async function fill(log: BashLog, ids: readonly string[], padding = 0): Promise<void> {
  for (const id of ids) await log.append(aCommand(id + ' '.repeat(20) + 'x'.repeat(padding)));
}

describe('readers of the log', () => {
  it('get what is stored and what comes, without a gap and once', async () => {
    const storage = new InMemoryStorage();
    await fill(aLog({}, storage), names(0, 5));
    const log = aLog({}, storage);
    const all = await log.openReader('all');
    const now = await log.openReader('now');
    const wakes: string[] = [];
    now.onWake(() => wakes.push('now'));

    await fill(log, names(5, 7));
    expect((await readAll(all)).map((id) => id.trim())).toEqual(names(0, 7));
    expect((await readAll(now)).map((id) => id.trim())).toEqual(names(5, 7));
    expect(wakes).toEqual(['now', 'now']);
  });

  it('that are slow are served from the store', async () => {
    const log = aLog();
    const slow = await log.openReader('now');
    await fill(log, names(0, 20), 1_000_000);
    expect(log.recent.after(0, 100).length).toBeLessThan(5);
    expect((await readAll(slow)).map((id) => id.trim())).toEqual(names(0, 20));
  });

  it('alone are what events are held in memory for', async () => {
    const log = aLog();
    await fill(log, names(0, 3));
    expect(log.recent.after(0, 100)).toEqual([]);
    const early = await log.openReader('all');
    await fill(log, names(3, 5));
    expect(log.recent.after(0, 100)).toHaveLength(2);
    early.close();
    expect(log.recent.after(0, 100)).toEqual([]);
    const late = await log.openReader('all');
    await fill(log, names(5, 6));
    expect((await readAll(late)).map((id) => id.trim())).toEqual(names(0, 6));
  });

  it('go on after everything was removed', async () => {
    const log = aLog();
    const reader = await log.openReader('all');
    await fill(log, names(0, 3));
    expect(await log.clear()).toBe(3);
    expect(await readAll(reader)).toEqual([]);
    await fill(log, ['later']);
    expect((await readAll(reader)).map((id) => id.trim())).toEqual(['later']);
  });

  it('are fifty at most', async () => {
    const log = aLog();
    const readers = await Promise.all(Array.from({ length: 50 }, () => log.openReader('now')));
    await expect(log.openReader('now')).rejects.toBeInstanceOf(TooManySubscribersError);
    readers[0]?.close();
    await expect(log.openReader('now')).resolves.toBeDefined();
  });
});

describe('the bounds of the log', () => {
  it('hold for the number of events and for their size', async () => {
    const byNumber = aLog({ maxEvents: 10 });
    await fill(byNumber, names(0, 25));
    expect((await byNumber.store.usage()).events).toBeLessThanOrEqual(10);
    expect((await byNumber.store.usage()).events).toBeGreaterThanOrEqual(9);

    const bySize = aLog({ maxBytes: 20_000 });
    await fill(bySize, names(0, 25), 2_000);
    expect((await bySize.store.usage()).bytes).toBeLessThanOrEqual(20_000);
  });

  it('count what an earlier server stored', async () => {
    const storage = new InMemoryStorage();
    await fill(aLog({}, storage), names(0, 25));
    await fill(aLog({ maxEvents: 10 }, storage), ['one more']);
    expect((await storage.bashEvents.usage()).events).toBe(9);
  });

  it('hold for their age, where that is wanted', async () => {
    const clock = new ManualClock();
    const at = (seconds: number) => new Date(clock.now() - seconds * 1000).toISOString().replace('Z', '000Z');
    const log = aLog({ clock, retentionSeconds: 60 });
    await log.append(aCommand('old', at(61)));
    await log.append(aCommand('young', at(59)));
    await log.trim();
    expect((await log.store.search({ limit: 9, maxBytes: 9999 })).items).toHaveLength(1);
  });
});
