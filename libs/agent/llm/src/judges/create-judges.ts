import type { Clock, Judges } from '@openhands-nest/agent-ports';
import { scoreWork } from './critic-service.js';
import { checkCall } from './policy-monitor.js';

/** The services outside that judge, over HTTP. */
export function createJudges(clock: Clock): Judges {
  return { scoreWork: (work) => scoreWork(work, clock), checkCall };
}
