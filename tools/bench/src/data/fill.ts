import { aStateUpdate, anActionEvent, anObservationEvent, aMessageEvent } from '@openhands-nest/testing';
import { aRecordIn, anEvent, claimed, openDatabase } from './storage.js';

type Events = Parameters<Awaited<ReturnType<typeof openDatabase>>['events']['append']>[0]['events'];

/** Events or conversations in one write. */
const BATCH = 500;

/** Prepares a data directory with one conversation that holds these events, before a server opens it. Returns its id. */
export async function fillWithEvents(dataDirectory: string, events: Events): Promise<string> {
  const storage = await openDatabase(dataDirectory);
  const { conversationId, fence } = await claimed(storage, aRecordIn(dataDirectory));
  for (let at = 0; at < events.length; at += BATCH) {
    await storage.events.append({ conversationId, fence, events: events.slice(at, at + BATCH) });
  }
  await storage.leases.release(conversationId, fence);
  await storage.close();
  return conversationId;
}

/** Prepares a data directory with idle conversations. Returns their ids, the oldest first. */
export async function fillWithConversations(dataDirectory: string, count: number): Promise<string[]> {
  const storage = await openDatabase(dataDirectory);
  const records = Array.from({ length: count }, () => aRecordIn(dataDirectory));
  for (let at = 0; at < count; at += BATCH) {
    await Promise.all(records.slice(at, at + BATCH).map((record) => storage.conversations.create(record)));
  }
  await storage.close();
  return records.map(({ id }) => id);
}

/** Messages of about 1.4 kB each. */
export function manyMessages(count: number): Events {
  return Array.from({ length: count }, anEvent);
}

/** A history of steps as a run leaves them: statistics, a call, its answer. */
export function manySteps(count: number): Events {
  const steps = Array.from({ length: count }, (_, index) => {
    const action = anActionEvent(`ls folder-${index}`);
    return [aStateUpdate('stats', { usage_to_metrics: {} }), action, anObservationEvent(action, `file-${index}.ts`)];
  });
  return [aMessageEvent('{"steps":1}'), ...steps.flat()];
}
