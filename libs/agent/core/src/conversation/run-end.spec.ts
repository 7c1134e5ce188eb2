import { beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@openhands-nest/testing';
import { RunEnd } from './run-end.js';

describe('the end of a run', () => {
  let clock: ManualClock;
  let told: number;
  let end: RunEnd;
  beforeEach(() => {
    clock = new ManualClock();
    told = 0;
    end = new RunEnd(clock, () => (told += 1));
  });
  const pass = async (milliseconds: number): Promise<void> => {
    clock.advance(milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
  };

  it('is told twice when the run was over before its client could listen', async () => {
    end.runBegins();
    await pass(5);
    end.runEnds();
    expect(told).toBe(1);

    await pass(1_000);
    expect(told).toBe(2);
    expect(clock.sleeping).toBe(0);
  });

  it('is told once when there was time', async () => {
    end.runBegins();
    await pass(1_000);
    end.runEnds();
    await pass(5_000);
    expect(told).toBe(1);
  });

  it('is not told again while the next run goes on', async () => {
    end.runBegins();
    end.runEnds();
    end.runBegins();
    await pass(5_000);
    expect(told).toBe(1);
  });
});
