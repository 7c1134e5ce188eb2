import type { Content, Observation } from '@openhands-nest/contracts/events';
import { ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { terminalModelText } from './terminal/terminal-model-text.js';

/** What a model reads of an observation. */
export function toModelText(observation: Observation): Content[] {
  return observation.kind === ObservationKind.Terminal ? terminalModelText(observation) : observation.content;
}
