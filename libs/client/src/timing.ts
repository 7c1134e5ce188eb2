import { TimeoutError } from './errors.js';

/** Timers hold no larger number of milliseconds: more would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What every call takes. */
export interface RequestOptions {
  /** Aborting rejects the call with the signal's reason, at once. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole call, with its repetitions. */
  readonly timeoutMs?: number | undefined;
}

/** Does some work under a signal that aborts with the caller's own, or when the time is over. @throws TimeoutError */
export async function withDeadline<T>(
  { signal, timeoutMs = Infinity }: RequestOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(signal?.reason);
  const onTimeout = (): void => controller.abort(new TimeoutError(`Nothing came of it within ${timeoutMs} ms`));
  const timer = timeoutMs <= LONGEST_TIMER_MS ? setTimeout(onTimeout, timeoutMs) : undefined;
  signal?.addEventListener('abort', onAbort);
  try {
    return await abortable(work(controller.signal), controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    // Whatever the work left open ends with it.
    controller.abort();
  }
}

/** The promise, or the signal's reason as soon as it aborts. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Resolves after some milliseconds. */
export async function delay(ms: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await abortable(new Promise((resolve) => (timer = setTimeout(resolve, ms))), signal);
  } finally {
    clearTimeout(timer);
  }
}
