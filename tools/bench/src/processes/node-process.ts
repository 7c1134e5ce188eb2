import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { BenchContext } from '../bench-context.js';

export interface NodeProcessOptions {
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}

/**
 * A script in a process of its own, killed at the end of the run: its data goes away too, so it need not end in order.
 * What it prints can be read; what it complains about is shown.
 */
export function startNode(file: string, context: BenchContext, options: NodeProcessOptions = {}): ChildProcess {
  const child = fork(file, [...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: [...(options.nodeOptions ?? [])],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', ...options.environment },
  });
  context.defer(() => endProcess(child, 'SIGKILL'));
  return child;
}

/** Ends a child and waits until it is gone. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** The next message of a child. @throws Error when it ends instead */
export async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const stop = new AbortController();
  const ended = once(child, 'exit', { signal: stop.signal }).then(([code]) => {
    throw new Error(`A process of the bench ended with ${String(code)} before it answered.`);
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal: stop.signal }), ended])) as [T];
    return message;
  } finally {
    ended.catch(() => undefined);
    stop.abort();
  }
}
