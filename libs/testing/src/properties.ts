import fc from 'fast-check';

const { PROPERTIES_SEED: seed = '1', PROPERTIES_RUNS: wanted } = process.env;
/** Milliseconds after which a property that is hunted with ends, whatever is left of its runs: less than tests may take. */
const HUNT_MS = 15_000;

/**
 * fast-check as all properties here use it. The same values are tried in every run, so that a change is judged by what it changed;
 * PROPERTIES_SEED=random looks for what nobody has thought of, PROPERTIES_RUNS=100000 looks longer (each property for fifteen
 * seconds at most), and PROPERTIES_SEED=<the number that a failure names> shows that failure again.
 */
fc.configureGlobal({
  ...(seed !== 'random' && { seed: Number(seed) }),
  ...(wanted !== undefined && { numRuns: Number(wanted), interruptAfterTimeLimit: HUNT_MS }),
});

/** How often a property is tried: as often as usual, unless the environment says something else. */
export function runs(usual: number): number {
  return wanted === undefined ? usual : Number(wanted);
}

/** Milliseconds that a property may take which goes by the clock: as many as usual, unless the environment wants many runs. */
export function budget(usualMs: number): number {
  return wanted === undefined ? usualMs : HUNT_MS;
}

export { fc };
export type { Arbitrary } from 'fast-check';
