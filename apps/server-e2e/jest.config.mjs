import { availableParallelism } from 'node:os';
import { preset } from '../../jest.preset.mjs';

// The stories mostly wait for a server: Jest's own choice would leave one of two processors idle.
// Milliseconds. Every story starts servers of its own, which takes a busy machine longer than all else: see START_MS.
const testTimeout = 60_000;

export default {
  ...preset,
  displayName: 'server-e2e',
  testTimeout,
  maxWorkers: Math.max(2, availableParallelism() - 1),
};
