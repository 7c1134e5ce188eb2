import {
  AlreadyExistsError,
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

interface Entry {
  readonly stored: StoredBashEvent;
  readonly event: BashEvent;
  readonly owner: string;
  readonly bytes: number;
}

export class InMemoryBashEventStore implements BashEventStore {
  #entries: readonly Entry[] = [];
  #lastSeq = 0;

  /** @param check throws when nothing may be added any more */
  constructor(private readonly check: () => void = () => undefined) {}

  async append(event: BashEvent, owner: string): Promise<StoredBashEvent> {
    this.check();
    if (await this.find(event.id)) throw new AlreadyExistsError(`There already is a bash event ${event.id}.`);
    const json = JSON.stringify(event);
    const stored = Object.freeze({ seq: (this.#lastSeq += 1), json });
    this.#entries = [...this.#entries, { stored, event, owner, bytes: Buffer.byteLength(json) }];
    return stored;
  }

  async read(after: number, size: BashPageSize): Promise<readonly StoredBashEvent[]> {
    return pageOf(
      this.#entries.filter(({ stored }) => stored.seq > after),
      size,
    ).items;
  }

  async find(id: string): Promise<StoredBashEvent | undefined> {
    return this.#entries.find(({ event }) => event.id === id)?.stored;
  }

  async search(query: BashEventQuery): Promise<BashEventPage> {
    const inOrder = query.newestFirst ? this.#entries.toReversed() : this.#entries;
    const first = Number(query.pageId ?? NaN);
    const isBefore = (seq: number) => (query.newestFirst ? seq > first : seq < first);
    return pageOf(
      inOrder.filter(({ event, stored }) => !isBefore(stored.seq) && matches(event, query)),
      query,
    );
  }

  async clear(): Promise<number> {
    return this.#keep(() => false);
  }

  async trim({ maxBytes, maxEvents, notBefore = '' }: BashEventBounds): Promise<number> {
    const totals = new Map<number, number>();
    let total = 0;
    for (const { stored, bytes } of this.#entries.toReversed()) totals.set(stored.seq, (total += bytes));
    const places = this.#entries.length;
    return this.#keep(
      ({ stored, event }, index) =>
        (totals.get(stored.seq) as number) <= maxBytes && places - index <= maxEvents && event.timestamp >= notBefore,
    );
  }

  async usage(): Promise<BashEventUsage> {
    return {
      lastSeq: this.#entries.at(-1)?.stored.seq ?? 0,
      events: this.#entries.length,
      bytes: this.#entries.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  async listUnfinished(): Promise<readonly UnfinishedCommand[]> {
    const outputs = this.#entries.map(({ event }) => event).filter((event) => event.kind === BashEventKind.Output);
    return this.#entries
      .filter(({ event }) => event.kind === BashEventKind.Command)
      .map(({ event, owner }) => ({ owner, own: outputs.filter((one) => one.command_id === event.id), event }))
      .filter(({ own }) => own.every(({ exit_code: exitCode }) => exitCode === null))
      .map(({ event, owner, own }) => ({
        commandId: event.id,
        owner,
        nextOrder: Math.max(-1, ...own.map(({ order }) => order)) + 1,
      }));
  }

  #keep(stays: (entry: Entry, index: number) => boolean): number {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter(stays);
    return before - this.#entries.length;
  }
}

function pageOf(entries: readonly Entry[], { limit, maxBytes }: BashPageSize): BashEventPage {
  let bytes = 0;
  const beyond = entries.findIndex((entry, index) => (bytes += entry.bytes) > maxBytes && index > 0);
  const count = Math.min(limit, beyond < 0 ? entries.length : beyond);
  const next = entries[count];
  return {
    items: entries.slice(0, count).map(({ stored }) => stored),
    ...(next && { nextPageId: String(next.stored.seq) }),
  };
}

function matches(event: BashEvent, query: BashEventQuery): boolean {
  const output = event.kind === BashEventKind.Output ? event : undefined;
  return (
    (query.kind === undefined || event.kind === query.kind) &&
    (query.commandId === undefined || output?.command_id === query.commandId) &&
    (query.orderAfter === undefined || output === undefined || output.order > query.orderAfter) &&
    (query.timestampFrom === undefined || event.timestamp >= query.timestampFrom) &&
    (query.timestampBefore === undefined || event.timestamp < query.timestampBefore)
  );
}
