export interface Clock {
  /** Milliseconds since the epoch, with fractions. */
  now(): number;
  /** Resolves after the time, or rejects with the signal's reason when that comes first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A random UUID, dashed, lower case. */
  uuid(): string;
}

/** Structured, secret-free notices for the operator. */
export interface Logger {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}
