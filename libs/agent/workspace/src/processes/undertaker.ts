import { setTimeout as sleep } from 'node:timers/promises';
import { ProcessLook } from './process-look.js';
import type { ProcessEntry } from './process-table.js';
import { sendSignal } from './send-signal.js';

/** Milliseconds that processes get to end by themselves. */
const GRACE = 150;
/** Milliseconds during which a keeper is spared, so that it can collect its dead. */
const KEEPER_GRACE = 600;
/** Milliseconds after the grace after which a process that cannot die (stuck in the kernel) is given up. */
const PATIENCE = 5_000;
/** Milliseconds between two looks: the first pause, and the longest that it grows to. */
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 30;

/** Finds those that shall end, anew at each look. */
export type FindProcesses = (look: ProcessLook) => readonly ProcessEntry[];

export interface EndOptions {
  /** Milliseconds; default: a moment. */
  readonly graceMs?: number;
  /** What asks a process to end. Default: also that its terminal is gone. */
  readonly request?: readonly NodeJS.Signals[];
  /** The one among them that leaves by itself after the others; spared at first. */
  readonly keeper?: number | undefined;
}

interface Ending extends EndOptions {
  readonly find: FindProcesses;
  readonly graceMs: number;
  readonly request: readonly NodeJS.Signals[];
  /** As `performance.now()` tells it. */
  readonly since: number;
  readonly resolve: () => void;
  isAsked: boolean;
}

/**
 * Ends processes. A look at all processes of a machine takes milliseconds, so that one serves everything that is being
 * ended: a server that closes hundreds of shells looks no more often than for one.
 */
export class Undertaker {
  private readonly endings = new Set<Ending>();
  private pause = FIRST_PAUSE;
  private isAtWork = false;
  private alarm = new AbortController();

  constructor(private readonly look: () => ProcessLook = () => new ProcessLook()) {}

  /**
   * Ends processes, politely first, and resolves when none is found any more: within half a second of the grace, unless
   * the kernel holds one back.
   */
  end(
    find: FindProcesses,
    { graceMs = GRACE, request = ['SIGHUP', 'SIGTERM'], keeper }: EndOptions = {},
  ): Promise<void> {
    return new Promise((resolve) => {
      this.endings.add({ find, graceMs, request, keeper, since: performance.now(), resolve, isAsked: false });
      this.pause = FIRST_PAUSE;
      if (this.isAtWork) this.alarm.abort();
      else void this.work();
    });
  }

  private async work(): Promise<void> {
    this.isAtWork = true;
    while (this.endings.size > 0) {
      const before = performance.now();
      this.goRound();
      this.alarm = new AbortController();
      // Where looking takes long, the process has at least as long for all its other work.
      await sleep(performance.now() - before);
      await sleep(this.pause, undefined, { signal: this.alarm.signal }).catch(() => undefined);
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    }
    this.isAtWork = false;
  }

  private goRound(): void {
    const look = this.look();
    for (const ending of this.endings) {
      const found = ending.find(look);
      const age = performance.now() - ending.since;
      const isThere = found.length > 0 || (!look.isCertain && age < ending.graceMs);
      if (isThere && age < ending.graceMs + PATIENCE) signalAll(found, ending, age);
      else {
        this.endings.delete(ending);
        ending.resolve();
      }
    }
  }
}

/** The one for all processes that this one has started. */
export const undertaker = new Undertaker();

function signalAll(found: readonly ProcessEntry[], ending: Ending, age: number): void {
  const spared = age < KEEPER_GRACE ? ending.keeper : undefined;
  const others = found.filter(({ pid }) => pid !== spared);
  if (age >= ending.graceMs) others.forEach(({ pid }) => sendSignal(pid, 'SIGKILL'));
  // Once: what is started from now on tidies up, and a second request would cut that off.
  else if (!ending.isAsked) ask(others, ending.request);
  ending.isAsked = ending.isAsked || found.length > 0;
}

function ask(processes: readonly ProcessEntry[], request: readonly NodeJS.Signals[]): void {
  // A stopped process does not hear the others before it goes on.
  for (const { pid } of processes) for (const signal of [...request, 'SIGCONT' as const]) sendSignal(pid, signal);
}
