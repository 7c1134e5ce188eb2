import { describe, expect, it } from '@jest/globals';
import { chosen, readOptions } from './options.js';

const SCENARIOS = [{ name: 'append' }, { name: 'append-depth' }, { name: 'replay' }];

describe('the command line', () => {
  it('means all scenarios in the quick mode when it is empty', () => {
    expect(readOptions([])).toEqual({ isFull: false, isComparison: false, only: [] });
    expect(chosen(SCENARIOS, [])).toEqual(SCENARIOS);
  });

  it('picks scenarios by the beginnings of their names, in the order of the bench', () => {
    const { isFull, only } = readOptions(['--full', '--only', 'replay', '--only', 'append']);
    expect(isFull).toBe(true);
    expect(chosen(SCENARIOS, only)).toEqual(SCENARIOS);
    expect(chosen(SCENARIOS, ['append-d'])).toEqual([{ name: 'append-depth' }]);
  });

  it('refuses what does not exist, and says what does', () => {
    expect(() => readOptions(['--fast'])).toThrow('--fast');
    expect(() => chosen(SCENARIOS, ['replays'])).toThrow('There are: append, append-depth, replay.');
  });
});
