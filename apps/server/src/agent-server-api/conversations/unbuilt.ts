import { NotImplementedError } from '@openhands-nest/agent-ports';

/** Whether a value asks for something: absent, null, false and empty ones do not. */
export function isAskedFor(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

export function notBuilt(what: string): NotImplementedError {
  return new NotImplementedError(`This server does not support ${what} yet. Send the request without it.`);
}

/** What a client wrote, short enough to be repeated. */
export function named(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 100);
}
