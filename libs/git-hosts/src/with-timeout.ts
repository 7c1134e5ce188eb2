const DEFAULT_MS = 15_000;

/** A fetch whose requests end after so many milliseconds, whatever the host does. */
export function withTimeout(timeoutMs = DEFAULT_MS): typeof fetch {
  return (input, init) => {
    const limit = AbortSignal.timeout(timeoutMs);
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
  };
}
