import { availableParallelism } from 'node:os';
import { preset } from '../../jest.preset.mjs';

// The stories mostly wait for a server: Jest's own choice would leave one of two processors idle.
export default { ...preset, displayName: 'server-e2e', maxWorkers: Math.max(2, availableParallelism() - 1) };
