import type { ActionEvent } from '@openhands-nest/contracts/events';
import { eventOf, type EventLog } from '@openhands-nest/agent-ports';
import { OpenCalls } from './open-calls.js';

/** Calls and their answers lie close together, and only the newest reply can have open ones. */
const NEWEST = 500;

/** The tool calls of a conversation that have no answer in its log. */
export async function openCallsOf(log: EventLog, conversationId: string): Promise<readonly ActionEvent[]> {
  const calls = new OpenCalls();
  for (const stored of await log.readLast(conversationId, NEWEST)) calls.add(eventOf(stored));
  return calls.list();
}
