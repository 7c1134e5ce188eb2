import { availableParallelism } from 'node:os';
import { preset } from '../../jest.preset.mjs';

// By far the longest suite, and the last to end: Jest's own choice would leave one of two processors idle.
export default { ...preset, displayName: 'server', maxWorkers: Math.max(2, availableParallelism() - 1) };
