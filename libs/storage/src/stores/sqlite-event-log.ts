import type {
  AppendRequest,
  EventLog,
  EventPage,
  EventPageQuery,
  EventQuery,
  StoredEvent,
} from '@openhands-nest/agent-ports';
import type { Channel } from '../channel/channel.js';
import { changesOf } from './conversation-row.js';
import { newEventRow } from './new-event-row.js';

export class SqliteEventLog implements EventLog {
  constructor(private readonly channel: Channel) {}

  async append({ conversationId, fence, events, patch }: AppendRequest): Promise<readonly StoredEvent[]> {
    const rows = events.map(newEventRow);
    const changes = changesOf(patch, events);
    const lastSeq = await this.channel.call('append', { conversationId, fence, events: rows, changes });

    const firstSeq = lastSeq - rows.length + 1;
    return rows.map(({ id, kind, json }, index) => ({ seq: firstSeq + index, id, kind, json }));
  }

  read(conversationId: string, after: number, limit: number, maxChars = Infinity): Promise<readonly StoredEvent[]> {
    return this.channel.call('readEvents', { conversationId, after, limit, maxChars });
  }

  readLast(conversationId: string, limit: number): Promise<readonly StoredEvent[]> {
    return this.channel.call('readLastEvents', { conversationId, limit });
  }

  find(conversationId: string, eventId: string): Promise<StoredEvent | undefined> {
    return this.channel.call('findEvent', { conversationId, eventId });
  }

  search(query: EventPageQuery): Promise<EventPage> {
    return this.channel.call('searchEvents', query);
  }

  count(query: EventQuery): Promise<number> {
    return this.channel.call('countEvents', query);
  }
}
