import { invalidInput } from '../problems.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
/** An escaped half of a character pair; without its other half it cannot be stored as UTF-8. */
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;

export interface JsonLimits {
  /** Deepest nesting of arrays and objects. */
  readonly depth: number;
}

/**
 * Parses JSON from a stranger: UTF-8, of bounded depth (checked before anything recurses), of whole characters.
 * `__proto__` and `constructor` come out as the ordinary keys that they are. @throws InvalidInputError
 */
export function parseJson(bytes: Buffer, limits: JsonLimits): unknown {
  const text = decode(bytes);
  if (bytes.length > limits.depth && isDeeperThan(bytes, limits.depth)) {
    throw invalidInput(['body'], `The JSON is nested more than ${limits.depth} levels deep`, 'json_invalid');
  }
  const value = parse(text);
  if (ESCAPED_SURROGATE.test(text)) refuseHalfCharacters(value);
  return value;
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidInput(['body'], 'JSON decode error: the body is not valid UTF-8', 'json_invalid');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    throw invalidInput(['body', Number(position ?? 0)], 'JSON decode error', 'json_invalid', {});
  }
}

/** Looks at brackets outside of strings only. */
function isDeeperThan(bytes: Buffer, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (inString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** The depth is bounded by now, so recursion is too. */
function refuseHalfCharacters(value: unknown, loc: readonly (string | number)[] = ['body']): void {
  if (typeof value === 'string') return refuseHalfCharacter(value, loc);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    refuseHalfCharacter(key, loc);
    refuseHalfCharacters(item, [...loc, Array.isArray(value) ? Number(key) : key]);
  }
}

function refuseHalfCharacter(text: string, loc: readonly (string | number)[]): void {
  if (text.isWellFormed()) return;
  const message = 'Input should be a valid string, unable to parse raw data as a unicode string';
  throw invalidInput(loc, message, 'string_unicode');
}
