import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processes of this machine whose command line has the word as an argument of its own, zombies included by state.
 * Seen from outside, so it also finds those in a jail.
 */
export function processesWith(word: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readOr(`/proc/${pid}/cmdline`).split('\0').includes(word))
    .map(Number);
}

/** Zombies among the children of this process. */
export function ownZombies(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readOr(`/proc/${pid}/stat`).includes(`) Z ${process.pid} `))
    .map(Number);
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** Seconds for a `sleep` that nobody waits for, different each time, so that its process can be told from all others. */
export function aLongTime(): string {
  return `${1_000 + Math.floor(Math.random() * 1_000)}.${Math.floor(Math.random() * 1e9)}`;
}
