export const BashEventKind = { Command: 'BashCommand', Output: 'BashOutput' } as const;
export type BashEventKind = (typeof BashEventKind)[keyof typeof BashEventKind];

/** A command that a client asked the server to run, outside of all conversations. Ids are 32 hex digits. */
export interface BashCommandEvent {
  readonly kind: typeof BashEventKind.Command;
  readonly id: string;
  /** UTC, with microseconds and `Z`. */
  readonly timestamp: string;
  readonly command: string;
  /** Null: where the server was started. */
  readonly cwd: string | null;
  /** Seconds. */
  readonly timeout: number;
}

/** A piece of a command's output. */
export interface BashOutputEvent {
  readonly kind: typeof BashEventKind.Output;
  readonly id: string;
  readonly timestamp: string;
  readonly command_id: string;
  /** 0, 1, 2 … within its command. */
  readonly order: number;
  /** Null in every piece but the last. */
  readonly exit_code: number | null;
  readonly stdout: string | null;
  readonly stderr: string | null;
}

export type BashEvent = BashCommandEvent | BashOutputEvent;

/** An event at its place among all of them. */
export interface StoredBashEvent {
  /** Grows with every event, and is never used twice. */
  readonly seq: number;
  /** The event as JSON text, nulls kept. */
  readonly json: string;
}

/** How much one answer may hold. There is always one event at least. */
export interface BashPageSize {
  readonly limit: number;
  /** Bytes of JSON text. */
  readonly maxBytes: number;
}

export interface BashEventQuery extends BashPageSize {
  readonly kind?: BashEventKind;
  /** Outputs of this command; the command itself does not match. */
  readonly commandId?: string;
  /** Outputs after this place within their command. Commands have no such place, and match. */
  readonly orderAfter?: number;
  /** UTC with microseconds, compared as text. */
  readonly timestampFrom?: string;
  readonly timestampBefore?: string;
  readonly newestFirst?: boolean;
  /** As another page gave it. Unknown texts start at the beginning. */
  readonly pageId?: string;
}

export interface BashEventPage {
  readonly items: readonly StoredBashEvent[];
  /** Undefined at the end. */
  readonly nextPageId?: string;
}

/** What may stay. The oldest events go first. */
export interface BashEventBounds {
  readonly maxBytes: number;
  readonly maxEvents: number;
  /** Events from before this time go as well. */
  readonly notBefore?: string;
}

export interface BashEventUsage {
  /** Of the newest event; 0 when there is none. */
  readonly lastSeq: number;
  readonly events: number;
  readonly bytes: number;
}

/** A command whose last output was never stored. */
export interface UnfinishedCommand {
  readonly commandId: string;
  /** The process that ran it. */
  readonly owner: string;
  /** Place of its next output. */
  readonly nextOrder: number;
}

/** Commands and their outputs, in the order in which they were stored. */
export interface BashEventStore {
  /** Resolves when the event is on disk. @param owner the process that runs the command. @throws AlreadyExistsError */
  append(event: BashEvent, owner: string): Promise<StoredBashEvent>;
  /** Events with a greater `seq`, ascending. */
  read(after: number, size: BashPageSize): Promise<readonly StoredBashEvent[]>;
  find(id: string): Promise<StoredBashEvent | undefined>;
  search(query: BashEventQuery): Promise<BashEventPage>;
  /** Removes everything. Returns how many events there were. */
  clear(): Promise<number>;
  /** Removes what is beyond the bounds. Returns how many events that were. */
  trim(bounds: BashEventBounds): Promise<number>;
  usage(): Promise<BashEventUsage>;
  listUnfinished(): Promise<readonly UnfinishedCommand[]>;
}
