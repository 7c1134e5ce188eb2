/** Waits for work that may hang. The work itself is not stopped. @throws Error when it takes longer than so many milliseconds */
export async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not done in ${ms / 1_000} s`)), ms);
  // Work that fails after its deadline fails because everything is put away under it.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
