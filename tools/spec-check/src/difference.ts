/** A place where two JSON values differ; undefined stands for absent. */
export interface Difference {
  /** JSON pointer (RFC 6901) into both values. */
  readonly pointer: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Every place where `actual` is not deeply equal to `expected`, keys beyond the expected ones included. */
export function differencesBetween(expected: unknown, actual: unknown, pointer = ''): Difference[] {
  if (Array.isArray(expected) && Array.isArray(actual))
    return inMembers(listMembers(expected), listMembers(actual), pointer);
  if (isObject(expected) && isObject(actual))
    return inMembers(new Map(Object.entries(expected)), new Map(Object.entries(actual)), pointer);
  return Object.is(expected, actual) ? [] : [{ pointer, expected, actual }];
}

/** One step further into a value. */
export function pointerTo(pointer: string, key: string): string {
  return `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

type Members = ReadonlyMap<string, unknown>;

function inMembers(expected: Members, actual: Members, pointer: string): Difference[] {
  const keys = new Set([...expected.keys(), ...actual.keys()]);
  return [...keys].flatMap((key) => differencesBetween(expected.get(key), actual.get(key), pointerTo(pointer, key)));
}

function listMembers(list: readonly unknown[]): Members {
  return new Map(list.map((item, index) => [String(index), item]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
