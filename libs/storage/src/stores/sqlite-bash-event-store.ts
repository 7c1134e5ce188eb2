import {
  BashEventKind,
  type BashEvent,
  type BashEventBounds,
  type BashEventPage,
  type BashEventQuery,
  type BashEventStore,
  type BashEventUsage,
  type BashPageSize,
  type StoredBashEvent,
  type UnfinishedCommand,
} from '@openhands-nest/agent-ports';
import type { Channel } from '../channel/channel.js';
import type { NewBashEventRow } from '../protocol/rows.js';

export class SqliteBashEventStore implements BashEventStore {
  constructor(private readonly channel: Channel) {}

  async append(event: BashEvent, owner: string): Promise<StoredBashEvent> {
    const row = rowOf(event, owner);
    const ends = event.kind === BashEventKind.Output && event.exit_code !== null;
    const seq = await this.channel.call('appendBashEvent', { row, ends });
    return { seq, json: row.json };
  }

  read(after: number, { limit, maxBytes }: BashPageSize): Promise<readonly StoredBashEvent[]> {
    return this.channel.call('readBashEvents', { after, limit, maxBytes });
  }

  find(id: string): Promise<StoredBashEvent | undefined> {
    return this.channel.call('findBashEvent', { id });
  }

  search(query: BashEventQuery): Promise<BashEventPage> {
    return this.channel.call('searchBashEvents', query);
  }

  clear(): Promise<number> {
    return this.channel.call('clearBashEvents', undefined);
  }

  trim(bounds: BashEventBounds): Promise<number> {
    return this.channel.call('trimBashEvents', bounds);
  }

  usage(): Promise<BashEventUsage> {
    return this.channel.call('bashEventUsage', undefined);
  }

  listUnfinished(): Promise<readonly UnfinishedCommand[]> {
    return this.channel.call('listUnfinishedCommands', undefined);
  }
}

function rowOf(event: BashEvent, owner: string): NewBashEventRow {
  const json = JSON.stringify(event);
  const isOutput = event.kind === BashEventKind.Output;
  return {
    id: event.id,
    kind: event.kind,
    command_id: isOutput ? event.command_id : event.id,
    output_order: isOutput ? event.order : null,
    owner,
    timestamp: event.timestamp,
    bytes: Buffer.byteLength(json),
    json,
  };
}
