/** How much is asked for at once where it is only preparation. */
const AT_ONCE = 8;

/** Does something many times, a few at a time. */
export async function inTurns<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const turns = Array.from({ length: AT_ONCE }, async () => {
    while (next < count) {
      const index = next++;
      results[index] = await work(index);
    }
  });
  await Promise.all(turns);
  return results;
}
