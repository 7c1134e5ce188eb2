import type { Scenario } from './scenario.js';
import { close } from './scenarios/server/close.js';
import { concurrentRuns } from './scenarios/server/concurrent-runs.js';
import { delivery } from './scenarios/server/delivery.js';
import { fanOut } from './scenarios/server/fan-out.js';
import { getConversation } from './scenarios/server/get-conversation.js';
import { idleMemory } from './scenarios/server/idle-memory.js';
import { interrupt } from './scenarios/server/interrupt.js';
import { reconnect } from './scenarios/server/reconnect.js';
import { replay } from './scenarios/server/replay.js';
import { restart } from './scenarios/server/restart.js';
import { serverKills } from './scenarios/server/server-kills.js';
import { start } from './scenarios/server/start.js';
import { step } from './scenarios/server/step.js';
import { append } from './scenarios/storage/append.js';
import { appendDepth } from './scenarios/storage/append-depth.js';
import { appendThroughput } from './scenarios/storage/append-throughput.js';
import { storageKills } from './scenarios/storage/kills.js';
import { pages } from './scenarios/storage/pages.js';

/** All scenarios, in the order in which they are measured and reported. */
export const SCENARIOS: readonly Scenario[] = [
  append,
  appendThroughput,
  appendDepth,
  delivery,
  fanOut,
  replay,
  reconnect,
  step,
  concurrentRuns,
  getConversation,
  pages,
  start,
  idleMemory,
  restart,
  serverKills,
  storageKills,
  interrupt,
  close,
];
