import type { Action, Content, Observation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { taskModelText } from './task/task-model-text.js';
import { terminalModelText } from './terminal/terminal-model-text.js';

/** What a model reads of an observation. Pictures cost, so it sees those of the browser that it has asked for. @param action what it answers */
export function toModelText(observation: Observation, action?: Action): Content[] {
  if (observation.kind === ObservationKind.Task) return taskModelText(observation);
  if (observation.kind === ObservationKind.Terminal) return terminalModelText(observation);
  if (observation.kind !== ObservationKind.Browser || !observation.screenshot_data) return observation.content;
  if (action?.kind !== ActionKind.BrowserGetState || !action.include_screenshot) return observation.content;
  const url = `data:image/png;base64,${observation.screenshot_data}`;
  return [...observation.content, { cache_prompt: false, type: 'image', image_urls: [url] }];
}
