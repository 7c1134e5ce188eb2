/** Where events and conversations are posted to, and how. */
export interface WebhookSpec {
  /** Without a slash at its end. Names the webhook: what waits for it is kept under this address. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Signs bodies; undefined: they are not signed. */
  readonly secret?: string;
  /** Events of a conversation that are worth a post. */
  readonly eventBufferSize: number;
  /** Milliseconds after which fewer are posted. */
  readonly flushDelayMs: number;
  /** Further attempts before the failure is reported; those after that go on, ever more rarely. */
  readonly numRetries: number;
  /** Milliseconds before the first of them. */
  readonly retryDelayMs: number;
  /** Of one body, unless a single event is larger. */
  readonly maxBatchBytes: number;
  /** What is kept of a conversation that is removed before its events were taken: the oldest go first. */
  readonly maxQueueSize: number;
  readonly maxQueueBytes: number;
}
