import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { BenchOptions } from '../options.js';

const MIB = 1024 * 1024;

/** Keeps the rows, with the machine they were measured on, for comparing. */
export async function writeResults(file: string, rows: readonly object[], { isFull }: BenchOptions): Promise<void> {
  const machine = {
    node: process.version,
    cores: availableParallelism(),
    processor: cpus()[0]?.model,
    memoryMiB: Math.round(totalmem() / MIB),
  };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    file,
    `${JSON.stringify({ measuredAt: new Date().toISOString(), isFull, machine, rows }, undefined, 2)}\n`,
  );
}
