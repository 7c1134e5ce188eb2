import type { ActionEvent } from '@openhands-nest/contracts/events';
import { eventOf, type ConversationRecord, type EventLog } from '@openhands-nest/agent-ports';
import { abandonedOf, readBranch } from './branch.js';
import { OpenCalls } from './open-calls.js';

/** Calls and their answers lie close together, and only the newest reply can have open ones. */
const NEWEST = 500;

/** The tool calls of a conversation that have no answer in its log. */
export async function openCallsOf(log: EventLog, record: ConversationRecord): Promise<readonly ActionEvent[]> {
  const calls = new OpenCalls();
  // The newest events may all lie on branches that were left.
  if (abandonedOf(record).length > 0) await readBranch(log, record, (event) => calls.add(event));
  else for (const stored of await log.readLast(record.id, NEWEST)) calls.add(eventOf(stored));
  return calls.list();
}
