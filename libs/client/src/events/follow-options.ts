import type { BackoffOptions } from '../backoff.js';

export interface ReconnectOptions extends Partial<BackoffOptions> {
  /** Attempts in a row without any event, after which a ConnectionError is thrown. Default: no limit. */
  readonly maxAttempts?: number;
}

export interface EventsOptions {
  /** The last sequence number that is already known: events after it are delivered. Default 0: all. `now`: only new ones. */
  readonly after?: number | 'now' | undefined;
  /** Whether state snapshots and pieces of text, which are never stored, are delivered too. Default false. */
  readonly transient?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** false: a lost connection is a ConnectionError. Default: connect again, after 0.2 s doubling to 10 s, and go on exactly there. */
  readonly reconnect?: boolean | ReconnectOptions | undefined;
  /** Events that may wait for a slow reader before the connection is given up until it has caught up. Default 1000. */
  readonly maxWaiting?: number | undefined;
  /** Milliseconds of silence after which the server is asked whether something was missed. Default 30 000. */
  readonly quietMs?: number | undefined;
}
