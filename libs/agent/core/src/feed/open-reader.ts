import { Limits } from '@openhands-nest/contracts/vocabulary';
import { TooManySubscribersError, type ConversationRecord } from '@openhands-nest/agent-ports';
import { snapshotFrame } from '../conversation/snapshot.js';
import type { EngineOptions, EventReader, Frame, ReadFrom } from '../engine.js';
import { FeedReader } from './feed-reader.js';
import type { Feeds } from './feeds.js';

export interface ReaderRequest {
  readonly record: ConversationRecord;
  readonly from: ReadFrom;
  readonly feeds: Feeds;
  readonly options: EngineOptions;
  /** The conversation, if this process has it open at the moment. */
  readonly live: () => { readonly record: ConversationRecord; snapshot(): Frame } | undefined;
}

/** A reader of a conversation whose first frame is its state. @throws TooManySubscribersError */
export async function openReader(request: ReaderRequest): Promise<EventReader> {
  const { record, feeds, options, live } = request;
  const after = await positionOf(request);
  // From here on without waiting, so that no event can slip in between.
  if (feeds.readers(record.id) >= Limits.SUBSCRIBERS) {
    throw new TooManySubscribersError(`Conversation ${record.id} is watched by ${Limits.SUBSCRIBERS} readers already.`);
  }
  const feed = feeds.of(record.id);
  const current = live();
  feed.advanceTo((current?.record ?? record).lastSeq);
  const reader = new FeedReader(record.id, feed, options.storage.events, Math.min(after, feed.lastSeq));
  reader.offer(current?.snapshot() ?? snapshotFrame(record, undefined, options), reader.position);
  return reader;
}

async function positionOf({ record, from, options, live }: ReaderRequest): Promise<number> {
  switch (from.kind) {
    case 'all':
      return 0;
    case 'now':
      return live()?.record.lastSeq ?? record.lastSeq;
    case 'after':
      return from.seq;
    case 'since':
      return positionSince(record, from.timestamp, options);
  }
}

async function positionSince(
  { id: conversationId, lastSeq }: ConversationRecord,
  timestampFrom: string,
  { storage }: EngineOptions,
): Promise<number> {
  const page = await storage.events.search({ conversationId, timestampFrom, limit: 1 });
  const first = page.items[0];
  return first ? first.seq - 1 : lastSeq;
}
