import type { Content, TaskObservation } from '@openhands-nest/contracts/events';
import { textContent } from '../text/text-content.js';

/** The report, under the id with which the agent can go on. */
export function taskModelText({ task_id: id, subagent, status, content }: TaskObservation): Content[] {
  return [textContent(`Task ${id} of ${subagent}: ${status}.`), ...content];
}
