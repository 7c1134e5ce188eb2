import type { Scenario } from './scenario.js';
import { append } from './scenarios/storage/append.js';
import { appendDepth } from './scenarios/storage/append-depth.js';
import { appendThroughput } from './scenarios/storage/append-throughput.js';
import { storageKills } from './scenarios/storage/kills.js';
import { pages } from './scenarios/storage/pages.js';

/** All scenarios, in the order in which they are measured and reported. */
export const SCENARIOS: readonly Scenario[] = [append, appendThroughput, appendDepth, pages, storageKills];
