import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { ConnectionError, isTransient } from '../errors.js';
import type { ReceivedEvent } from '../events/received-event.js';
import { delay, withDeadline, type RequestOptions } from '../timing.js';
import { executionStatusOf } from './execution-status-of.js';

/** What is waited for: one status, one of several, or whatever the function says yes to. */
export type StatusCondition = ExecutionStatus | readonly ExecutionStatus[] | ((status: ExecutionStatus) => boolean);

export interface WaitOptions extends RequestOptions {
  /** Milliseconds between two looks over HTTP, beside the socket. Default 15 000. */
  readonly pollMs?: number | undefined;
}

/** Where a watch looks. */
export interface StatusSources {
  /** The status now, as a snapshot, and every later change. */
  readonly changes: (signal: AbortSignal) => AsyncIterable<ReceivedEvent>;
  /** State updates of the log, newest first. */
  readonly newestUpdates: (signal: AbortSignal) => AsyncIterable<ConversationEvent>;
}

/** In these nothing goes on by itself, and nobody is asked for anything. */
export const TERMINAL_STATUSES: readonly ExecutionStatus[] = [
  ExecutionStatus.Finished,
  ExecutionStatus.Error,
  ExecutionStatus.Stuck,
];

const POLL_MS = 15_000;

/** The first status that is waited for. Looks at the socket, and over HTTP in case there is none. */
export function waitForStatus(
  sources: StatusSources,
  until: StatusCondition,
  options: WaitOptions,
): Promise<ExecutionStatus> {
  const isAwaited = predicateOf(until);
  const { pollMs = POLL_MS } = options;
  return withDeadline(options, (signal) => {
    const polled = poll(sources, isAwaited, pollMs, signal);
    const watched = watch(sources, isAwaited, signal).catch((error: unknown) => {
      // No WebSocket gets through: HTTP has to do.
      if (error instanceof ConnectionError) return polled;
      throw error;
    });
    return Promise.race([polled, watched]);
  });
}

function predicateOf(until: StatusCondition): (status: ExecutionStatus) => boolean {
  if (typeof until === 'function') return until;
  const statuses: readonly ExecutionStatus[] = typeof until === 'string' ? [until] : until;
  return (status) => statuses.includes(status);
}

async function watch(
  { changes }: StatusSources,
  isAwaited: (status: ExecutionStatus) => boolean,
  signal: AbortSignal,
): Promise<ExecutionStatus> {
  for await (const { event } of changes(signal)) {
    const status = executionStatusOf(event);
    if (status !== undefined && isAwaited(status)) return status;
  }
  throw new ConnectionError('The events ended');
}

async function poll(
  { newestUpdates }: StatusSources,
  isAwaited: (status: ExecutionStatus) => boolean,
  pollMs: number,
  signal: AbortSignal,
): Promise<ExecutionStatus> {
  for (;;) {
    await delay(pollMs, signal);
    const status = await newestStatus(newestUpdates(signal)).catch((error: unknown) => {
      if (isTransient(error)) return undefined;
      throw error;
    });
    if (status !== undefined && isAwaited(status)) return status;
  }
}

/** A log that says nothing of it is that of a conversation which has not run yet. */
async function newestStatus(updates: AsyncIterable<ConversationEvent>): Promise<ExecutionStatus> {
  for await (const event of updates) {
    const status = executionStatusOf(event);
    if (status !== undefined) return status;
  }
  return ExecutionStatus.Idle;
}
