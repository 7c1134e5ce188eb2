import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { eventOf, type ConversationRecord, type EventLog } from '@openhands-nest/agent-ports';

/** Where it is kept which events lie on branches that were left. */
const STATE_KEY = 'abandoned';
/** Events read from the log at once, and characters of their JSON texts. */
const PAGE = 500;
const PAGE_CHARS = 4 * 1024 * 1024;

/** Sequence numbers, first and last included, ascending and apart from each other. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** The events that the agent no longer sees, because the conversation went back behind them. Most conversations have none. */
export function abandonedOf({ agentState }: ConversationRecord): Ranges {
  return (agentState[STATE_KEY] as Ranges | undefined) ?? [];
}

export function withAbandoned({ agentState }: ConversationRecord, ranges: Ranges): ConversationRecord['agentState'] {
  return { ...agentState, [STATE_KEY]: ranges };
}

/** Whether a new branch was begun on which nothing has been said yet. */
export function headIsEmpty(record: ConversationRecord): boolean {
  return record.leafEventId === null && abandonedOf(record).length > 0;
}

/** Whether the agent sees this event. */
export function isOnBranch(record: ConversationRecord, seq: number): boolean {
  return !isWithin(abandonedOf(record), seq);
}

export function isWithin(ranges: Ranges, seq: number): boolean {
  return ranges.some(([from, to]) => from <= seq && seq <= to);
}

/** Shows the events that the agent sees to `visit`, oldest first: those of the branch that ends in the newest event of the record. */
export async function readBranch(
  log: EventLog,
  record: ConversationRecord,
  visit: (event: ConversationEvent, seq: number) => void,
): Promise<void> {
  const abandoned = abandonedOf(record);
  let after = 0;
  while (after < record.lastSeq) {
    const page = await log.read(record.id, after, PAGE, PAGE_CHARS);
    const last = page.at(-1);
    if (!last) return;
    for (const stored of page) if (!isWithin(abandoned, stored.seq)) visit(eventOf(stored), stored.seq);
    after = last.seq;
  }
}
