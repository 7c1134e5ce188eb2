import { join } from 'node:path';

/** Of this project, wherever its sources or their compiled form are run from. */
const PROJECT = join(import.meta.dirname, '..');

/** The small project that the agent repairs, with its failing test. */
export const BROKEN_PROJECT = join(PROJECT, 'project');
/** What the agent did, as OpenHands 0.53 records it. */
export const RECORDING = join(PROJECT, 'trajectory.json');
/** The built server. */
export const SERVER = join(PROJECT, '../../apps/server/dist/main.js');
