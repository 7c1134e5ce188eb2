import { InvalidRequestError } from '@openhands-nest/agent-ports';

export type JsonObject = Readonly<Record<string, unknown>>;

/** One recorded event and its place, so that a refusal can name it. */
export interface Item {
  /** Counted from 1. */
  readonly number: number;
  readonly fields: JsonObject;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a JSON text stands for; undefined for everything else. */
export function objectIn(json: unknown): JsonObject | undefined {
  try {
    const parsed: unknown = typeof json === 'string' ? JSON.parse(json) : undefined;
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** A refusal that says which item is meant. */
export function refusal({ number }: Item, reason: string): InvalidRequestError {
  return new InvalidRequestError(`Item ${number} of the trajectory cannot be replayed: ${reason}`);
}

/** A text field; absent or null counts as empty. @throws InvalidRequestError when it is something else. */
export function textField(item: Item, fields: JsonObject, name: string): string {
  const value = fields[name] ?? '';
  if (typeof value !== 'string') throw refusal(item, `its ${name} is not a text.`);
  return value;
}

export function requiredText(item: Item, fields: JsonObject, name: string): string {
  const value = textField(item, fields, name);
  if (value === '') throw refusal(item, `it lacks ${name}.`);
  return value;
}

/** The named fields that are there, without nulls. */
export function present(fields: JsonObject, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap((name) => (fields[name] === undefined || fields[name] === null ? [] : [[name, fields[name]]])),
  );
}
