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
  /** @param scope a conversation's id; empty for the operator's own commands */
  constructor(
    private readonly channel: Channel,
    private readonly scope = '',
  ) {}

  async append(event: BashEvent, owner: string): Promise<StoredBashEvent> {
    const row = { scope: this.scope, ...rowOf(event, owner) };
    const ends = event.kind === BashEventKind.Output && event.exit_code !== null;
    const seq = await this.channel.call('appendBashEvent', { row, ends });
    return { seq, json: row.json };
  }

  read(after: number, { limit, maxBytes }: BashPageSize): Promise<readonly StoredBashEvent[]> {
    return this.channel.call('readBashEvents', { scope: this.scope, after, limit, maxBytes });
  }

  find(id: string): Promise<StoredBashEvent | undefined> {
    return this.channel.call('findBashEvent', { scope: this.scope, id });
  }

  search(query: BashEventQuery): Promise<BashEventPage> {
    return this.channel.call('searchBashEvents', { ...query, scope: this.scope });
  }

  clear(): Promise<number> {
    return this.channel.call('clearBashEvents', { scope: this.scope });
  }

  trim(bounds: BashEventBounds): Promise<number> {
    return this.channel.call('trimBashEvents', { ...bounds, scope: this.scope });
  }

  usage(): Promise<BashEventUsage> {
    return this.channel.call('bashEventUsage', { scope: this.scope });
  }

  listUnfinished(): Promise<readonly UnfinishedCommand[]> {
    return this.channel.call('listUnfinishedCommands', { scope: this.scope });
  }
}

function rowOf(event: BashEvent, owner: string): Omit<NewBashEventRow, 'scope'> {
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
