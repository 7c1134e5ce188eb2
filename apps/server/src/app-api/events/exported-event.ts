import type { LegacyEvent } from './projection/legacy-event.js';

/** What of a page in the browser is too bulky for an export, and tells a replay nothing. */
const BULKY = ['screenshot', 'set_of_marks', 'dom_object', 'axtree_object', 'extra_element_properties'];

/** An event as it stands in an exported trajectory. */
export function exportedEvent(event: LegacyEvent): LegacyEvent {
  if (!('observation' in event) || event.observation !== 'browse') return event;
  const extras = Object.fromEntries(Object.entries(event.extras).filter(([name]) => !BULKY.includes(name)));
  return { ...event, extras };
}
