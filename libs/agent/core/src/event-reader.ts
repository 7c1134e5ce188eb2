import type { EventKind, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import type { ReplyPiece } from './feed/reply-piece.js';

/** One message to a reader. */
export interface Frame {
  /** Place in the log; undefined for what is never stored (state snapshots, pieces of text). */
  readonly seq: number | undefined;
  readonly kind: EventKind;
  /** JSON text, null members left out. */
  readonly json: string;
  /** What the frame says of a reply that is being written. */
  readonly piece?: ReplyPiece;
}

/** What a conversation is going through, for people who watch: its workspace is set up, its model is asked again. */
export interface Progress {
  readonly status: RuntimeStatus;
  /** May be empty: the status says it all. */
  readonly message: string;
}

/**
 * Reads one conversation's events in order, without gaps and without repetition: stored ones first, then live ones. It holds no
 * queue of stored events, so a slow consumer costs nothing: it falls behind and is served from the log.
 */
export interface EventReader {
  /** Sequence number of the last stored event that was taken. */
  readonly position: number;
  /** Whether frames may be there to take or to load; false: wait for `onWake`. */
  readonly pending: boolean;
  /** Up to `limit` frames that can be sent at once. Empty: nothing new, or `load()` is needed first. */
  take(limit: number): readonly Frame[];
  /** Fetches the next events from the log when the reader is behind; returns at once otherwise. */
  load(): Promise<void>;
  /** Called, synchronously, whenever there is something new. One listener. */
  onWake(listener: () => void): void;
  /** Called when the conversation is removed. One listener. */
  onEnd(listener: () => void): void;
  /** Called with what is no event: never stored, and not in the order of the events. One listener. */
  onProgress(listener: (progress: Progress) => void): void;
  close(): void;
}
