import { EventNotFoundError, type EventLog } from '@openhands-nest/agent-ports';
import type { Journal } from '../journal/journal.js';
import { withAbandoned } from '../view/branch.js';
import { EventTree } from '../view/path-to-root.js';

/**
 * Makes the branch that ends in this event the one that the agent sees; null: a new, empty one. All events stay in the log.
 * `admit` is asked inside the commit and throws when it may not be. @throws EventNotFoundError
 */
export async function navigate(
  journal: Journal,
  log: EventLog,
  eventId: string | null,
  admit: () => void,
): Promise<void> {
  for (let moved = false; !moved;) {
    const { record } = journal;
    const tree = await EventTree.read(log, record);
    if (eventId !== null && !tree.has(eventId)) throw new EventNotFoundError(record.id, eventId);
    const abandoned = tree.besides(tree.pathTo(eventId));
    await journal.transact((current) => {
      admit();
      // Somebody wrote meanwhile: the tree is another one.
      if (current.lastSeq !== record.lastSeq) return undefined;
      moved = true;
      return { patch: { leafEventId: eventId, agentState: withAbandoned(current, abandoned) } };
    });
  }
}
