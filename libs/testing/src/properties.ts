import fc from 'fast-check';

const { PROPERTIES_SEED: seed = '1', PROPERTIES_RUNS: runs } = process.env;

/**
 * fast-check as all properties here use it. The same values are tried in every run, so that a change is judged by what it changed;
 * PROPERTIES_SEED=random looks for what nobody has thought of, PROPERTIES_RUNS=100000 looks longer (where a property has no number
 * of its own), and PROPERTIES_SEED=<the number that a failure names> shows that failure again.
 */
fc.configureGlobal({
  ...(seed !== 'random' && { seed: Number(seed) }),
  ...(runs !== undefined && { numRuns: Number(runs) }),
});

export { fc };
export type { Arbitrary } from 'fast-check';
