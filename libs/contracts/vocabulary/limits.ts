/** Bounds that both protocols and the engine share. Sizes in bytes, times in milliseconds, unless the name says otherwise. */
export const Limits = {
  /** Largest accepted HTTP body; an image as a data URL must fit. */
  BODY_BYTES: 8 * 1024 * 1024,
  /** Deepest nesting of a JSON body. */
  BODY_DEPTH: 200,
  /** Most events on one page of a search. */
  EVENTS_PAGE: 100,
  /** Subscribers of one conversation's events. */
  SUBSCRIBERS: 50,
  /** Unsent bytes on one socket before its reader is cut off as too slow. */
  SOCKET_BACKLOG_BYTES: 8 * 1024 * 1024,
  /** Characters of a terminal observation shown to a model; the rest is kept in a file. */
  TERMINAL_OUTPUT_CHARS: 30_000,
  /** Characters of a file editor observation shown to a model. */
  EDITOR_OUTPUT_CHARS: 16_000,
  /** Largest file that the editor opens. */
  EDITOR_FILE_BYTES: 10 * 1024 * 1024,
  /** Files that glob and grep list. */
  SEARCH_RESULTS: 100,
  /** Steps of one run. */
  MAX_ITERATIONS: 500,
  TITLE_CHARS: 200,
  /** Terminal output without change after which a call returns while its command goes on. */
  TERMINAL_QUIET_MS: 30_000,
  LEASE_TTL_MS: 45_000,
  LEASE_RENEW_MS: 15_000,
  /** Time an opened socket has for its authentication frame. */
  SOCKET_AUTH_MS: 10_000,
} as const;

/** Closing codes of the WebSockets. */
export const CloseCode = {
  Normal: 1000,
  GoingAway: 1001,
  TryAgainLater: 1013,
  AuthenticationFailed: 4001,
  NotFound: 4004,
  /** The reader was too slow: reconnect and catch up from the log. */
  TooSlow: 4008,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];
