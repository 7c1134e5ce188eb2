import type { Comparison } from './comparison/comparison.js';
import { flood } from './scenarios/compare/flood.js';
import { largeFile } from './scenarios/compare/large-file.js';
import { listing } from './scenarios/compare/listing.js';
import { resuming } from './scenarios/compare/resuming.js';
import { runsAtOnce } from './scenarios/compare/runs-at-once.js';
import { slowWebhook } from './scenarios/compare/slow-webhook.js';
import { stalledSocket } from './scenarios/compare/stalled-socket.js';
import { startAlike } from './scenarios/compare/start.js';
import { stepsAlike } from './scenarios/compare/steps.js';
import { subAgents } from './scenarios/compare/sub-agents.js';
import { watchers } from './scenarios/compare/watchers.js';

/** All comparisons, in the order in which they are measured and reported. */
export const COMPARISONS: readonly Comparison[] = [
  startAlike,
  runsAtOnce(16),
  runsAtOnce(200),
  subAgents,
  stepsAlike,
  listing(2_000),
  listing(10_000),
  flood,
  watchers,
  stalledSocket,
  slowWebhook,
  resuming,
  largeFile,
];
