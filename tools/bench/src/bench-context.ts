import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Cleanup = () => unknown;

/** One run of a scenario: how long it may be, and what has to be put away after it. */
export class BenchContext {
  readonly #cleanups: Cleanup[] = [];

  constructor(readonly isFull: boolean) {}

  /** The smaller amount of work in the quick mode. */
  amount(quick: number, full: number): number {
    return this.isFull ? full : quick;
  }

  /** Called at the end of the run, the last one first. */
  defer(cleanup: Cleanup): void {
    this.#cleanups.push(cleanup);
  }

  /** An empty directory that goes away with the run. */
  async newFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'openhands-nest-bench-'));
    this.defer(() => rm(folder, { recursive: true, force: true }));
    return folder;
  }

  /** Puts everything away, also after a failure. */
  async close(): Promise<void> {
    for (const cleanup of this.#cleanups.splice(0).reverse()) await cleanup();
  }
}
