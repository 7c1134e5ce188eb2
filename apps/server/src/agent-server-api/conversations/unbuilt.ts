import { NotImplementedError } from '@openhands-nest/agent-ports';

/** Whether a value asks for something: absent, null, false and empty ones do not. */
export function isAskedFor(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** Refuses a request that asks for what is not built: it must not be obeyed by half. @throws NotImplementedError */
export function refuseUnbuilt(where: string, object: Readonly<Record<string, unknown>>, keys: readonly string[]): void {
  const asked = keys.find((key) => isAskedFor(object[key]));
  if (asked !== undefined) throw notBuilt(`${where}${asked}`);
}

export function notBuilt(what: string): NotImplementedError {
  return new NotImplementedError(`This server does not support ${what} yet. Send the request without it.`);
}

/** What a client wrote, short enough to be repeated. */
export function named(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 100);
}
