import { describe, expect, it } from '@jest/globals';
import type { Contender, ContenderName, Serving } from '../contenders/contender.js';
import type { Measured } from '../scenario.js';
import { comparedRows, Standing, type Outcome } from './compared-row.js';
import { comparedTable } from './compared-table.js';
import { higher, lower, type Comparison } from './comparison.js';
import { runComparison } from './run-comparison.js';

const METRICS = [lower('time', 'ms'), higher('rate', '/s')];

function rowsWith(ours: Outcome, reference: Outcome) {
  return comparedRows({ name: 'race', metrics: METRICS }, { ours, reference });
}

describe('the rows of a comparison', () => {
  it('say how many times better ours is, in the direction of each metric', () => {
    const rows = rowsWith({ runs: [{ time: 10, rate: 5 }] }, { runs: [{ time: 30, rate: 20 }] });
    expect(rows.map(({ ratio, standing }) => [ratio, standing])).toEqual([
      [3, Standing.Ahead],
      [0.25, Standing.Behind],
    ]);
  });

  it('compare medians', () => {
    const [time] = rowsWith(
      { runs: [2, 4, 100].map((value) => ({ time: value })) },
      { runs: [1, 8, 9].map((value) => ({ time: value })) },
    );
    expect(time).toMatchObject({ ratio: 2, ours: { values: [2, 4, 100], median: 4 } });
  });

  it('divide neither by nothing nor by what was given back', () => {
    expect(rowsWith({ runs: [{ time: 0 }] }, { runs: [{ time: 0 }] })[0]?.standing).toBe(Standing.Even);
    const [time] = rowsWith({ runs: [{ time: -2 }] }, { runs: [{ time: 7 }] });
    expect(time).toMatchObject({ standing: Standing.Ahead });
    expect(time?.ratio).toBeUndefined();
  });

  it('do not judge what only one has measured', () => {
    const rows = rowsWith({ runs: [{ time: 1, rate: 1 }] }, { runs: [], failure: 'not done in 9 s' });
    expect(rows[0]).toMatchObject({ standing: Standing.Unknown, reference: { failure: 'not done in 9 s' } });
    expect(comparedTable(rows).split('\n').at(-2)).toBe('| race | time | 1 ms | not done in 9 s | – | n.a. |');
  });
});

describe('running a comparison', () => {
  const racing = (measure: (name: ContenderName) => Promise<Measured>, patience = 60): Comparison => ({
    name: 'race',
    how: 'Somehow.',
    metrics: METRICS,
    patience,
    measure: (_context, { name }) => measure(name),
  });
  const contenders = [aContender('ours'), aContender('reference')];

  it('gives the work to both in turns, three times in the full mode', async () => {
    const turns: ContenderName[] = [];
    const measure = async (name: ContenderName): Promise<Measured> => ({ time: turns.push(name), rate: 1 });
    const rows = await runComparison(racing(measure), contenders, true, unexpected);
    expect(turns).toEqual(['ours', 'reference', 'ours', 'reference', 'ours', 'reference']);
    expect(rows[0]?.ours.values).toEqual([1, 3, 5]);
  });

  it('goes on when one of them fails or hangs, and says which', async () => {
    const failed: ContenderName[] = [];
    const hanging = new Promise<never>(() => undefined);
    const measure = (name: ContenderName): Promise<Measured> =>
      name === 'ours' ? Promise.resolve({ time: 1, rate: 1 }) : hanging;
    const [time] = await runComparison(racing(measure, 0.01), contenders, false, (name) => failed.push(name));
    expect(time).toMatchObject({ ours: { median: 1 }, reference: { failure: 'not done in 0.01 s' } });
    expect(failed).toEqual(['reference']);
  });

  it('puts away what a failed contender has opened', async () => {
    const closed: ContenderName[] = [];
    const comparison: Comparison = {
      ...racing(async () => ({})),
      async measure(context, { name }) {
        context.defer(() => closed.push(name));
        throw new Error('It broke.\nSomewhere.');
      },
    };
    const [time] = await runComparison(comparison, contenders, false, () => undefined);
    expect(closed).toEqual(['ours', 'reference']);
    expect(time?.ours.failure).toBe('It broke.');
  });

  it('measures ours alone where there is nobody else', async () => {
    const [time] = await runComparison(
      racing(async () => ({ time: 1, rate: 1 })),
      contenders.slice(0, 1),
      false,
      unexpected,
    );
    expect(time).toMatchObject({ ours: { median: 1 }, reference: { failure: 'not here' }, standing: Standing.Unknown });
  });
});

function aContender(name: ContenderName): Contender {
  const unused = (): Promise<Serving & void> => Promise.reject(new Error('Nothing is started here.'));
  return { name, start: unused, fill: unused };
}

function unexpected(_name: ContenderName, error: Error): void {
  throw error;
}
