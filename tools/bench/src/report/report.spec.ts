import { describe, expect, it } from '@jest/globals';
import { atLeast, atMost, type Metric, type Scenario } from '../scenario.js';
import { rowsOf, Verdict } from './row.js';
import { figure, tableOf } from './table.js';

const scenarioWith = (...metrics: Metric[]): Scenario => ({
  name: 'append',
  how: 'Somehow.',
  metrics,
  runs: { quick: 3, full: 3 },
  measure: async () => ({}),
});

describe('the rows of a scenario', () => {
  it('judge the median, in the direction of the target', () => {
    const scenario = scenarioWith(
      { name: 'time', unit: 'ms', target: atMost(5) },
      { name: 'rate', unit: '/s', target: atLeast(5) },
      { name: 'yardstick', unit: 'ms' },
    );
    const rows = rowsOf(
      scenario,
      [4, 5, 90].map((value) => ({ time: value, rate: value - 1, yardstick: value })),
    );
    expect(rows.map(({ verdict }) => verdict)).toEqual([Verdict.Met, Verdict.NotMet, Verdict.NotApplicable]);
    expect(rows[0]).toMatchObject({ median: 5, min: 4, max: 90, values: [4, 5, 90] });
  });

  it('do not call met what nobody has measured', () => {
    expect(rowsOf(scenarioWith({ name: 'time', unit: 'ms', target: atMost(5) }), [])[0]).toMatchObject({
      values: [],
      verdict: Verdict.NotApplicable,
    });
  });
});

describe('the table', () => {
  it('has a line for each row', () => {
    const rows = rowsOf(scenarioWith({ name: 'rate', unit: 'events/s', target: atLeast(10_000) }), [
      { rate: 12_345.6 },
    ]);
    expect(tableOf(rows).split('\n').at(-1)).toBe(
      '| append | rate | 12 346 events/s | 12 346 – 12 346 | 1 | ≥ 10 000 events/s | met |',
    );
  });

  it('shows as many digits as mean something', () => {
    expect([0, 0.12345, 12.345, 999.6, 1_234_567].map(figure)).toEqual(['0', '0.123', '12.3', '1000', '1 234 567']);
  });
});
