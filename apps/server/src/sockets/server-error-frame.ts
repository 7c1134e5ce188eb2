import { randomUUID } from 'node:crypto';
import type { ServerErrorEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { answerTo } from '../http/problem-answers.js';

/** Tells the sender of a frame why it was refused. Says nothing of errors that nobody foresaw but their name. */
export function serverErrorFrame(error: unknown, now: number): string {
  const event: ServerErrorEvent = {
    kind: EventKind.ServerError,
    id: randomUUID(),
    timestamp: `${new Date(now).toISOString().slice(0, -1)}000`,
    source: EventSource.Environment,
    code: error instanceof Error ? error.name : 'Error',
    detail: answerTo(error) === undefined ? 'Internal Server Error' : (error as Error).message,
  };
  return JSON.stringify(event);
}
