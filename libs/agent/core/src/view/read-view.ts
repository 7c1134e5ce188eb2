import type { ConversationRecord, EventLog } from '@openhands-nest/agent-ports';
import { readBranch } from './branch.js';
import type { ObservationContent } from './messages-of.js';
import { View } from './view.js';

/** The conversation as the model would see it now. */
export async function readView(
  log: EventLog,
  record: ConversationRecord,
  observationContent: ObservationContent,
): Promise<View> {
  const view = new View(observationContent);
  await readBranch(log, record, (event, seq) => view.add(event, seq));
  return view;
}
