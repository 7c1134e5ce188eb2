import type { Content, Observation } from '@openhands-nest/contracts/events';
import { ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { taskModelText } from './task/task-model-text.js';
import { terminalModelText } from './terminal/terminal-model-text.js';

/** What a model reads of an observation. */
export function toModelText(observation: Observation): Content[] {
  if (observation.kind === ObservationKind.Task) return taskModelText(observation);
  if (observation.kind === ObservationKind.Terminal) return terminalModelText(observation);
  if (observation.kind !== ObservationKind.Browser || !observation.screenshot_data) return observation.content;
  const url = `data:image/png;base64,${observation.screenshot_data}`;
  return [...observation.content, { cache_prompt: false, type: 'image', image_urls: [url] }];
}
