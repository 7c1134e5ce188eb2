import type { ValidationIssue } from './issue.js';

const SENSITIVE = /AUTHORIZATION|COOKIE|CREDENTIAL|KEY|PASSWORD|SECRET|SESSION|TOKEN/i;
const SENSITIVE_BELOW = new Set(['env', 'environment', 'headers']);
const REDACTED = '<redacted>';
const CUT = '…';
/** Bounds of the echo of one refused value: what a person needs to recognise it. */
const MAX_DEPTH = 8;
const MAX_VALUES = 100;
const MAX_CHARS = 1_000;

/**
 * The `detail` list of a 422 answer. Each `input` is a copy without secrets and of bounded size, so that an answer
 * can neither leak a key nor be larger than the request that caused it.
 */
export function detailOf(issues: readonly ValidationIssue[]): ValidationIssue[] {
  return issues.map((issue) => ({
    ...issue,
    input: isSensitivePlace(issue) ? REDACTED : new Echo().copy(issue.input, 0),
  }));
}

function isSensitivePlace({ loc }: ValidationIssue): boolean {
  return loc.some(
    (part, index) =>
      typeof part === 'string' && (SENSITIVE.test(part) || (index < loc.length - 1 && SENSITIVE_BELOW.has(part))),
  );
}

class Echo {
  #left = MAX_VALUES;

  copy(value: unknown, depth: number): unknown {
    this.#left -= 1;
    if (typeof value === 'string') return value.length > MAX_CHARS ? value.slice(0, MAX_CHARS) + CUT : value;
    if (typeof value !== 'object' || value === null) return value ?? null;
    if (depth >= MAX_DEPTH || this.#left <= 0) return CUT;
    return Array.isArray(value) ? this.#copyList(value, depth) : this.#copyObject(value, depth);
  }

  #copyList(list: readonly unknown[], depth: number): unknown[] {
    const copy: unknown[] = [];
    for (const item of list) {
      if (this.#left <= 0) return [...copy, CUT];
      copy.push(this.copy(item, depth + 1));
    }
    return copy;
  }

  #copyObject(object: object, depth: number): unknown {
    const copy: [string, unknown][] = [];
    for (const [key, value] of Object.entries(object)) {
      if (this.#left <= 0) break;
      copy.push([key.slice(0, MAX_CHARS), SENSITIVE.test(key) ? REDACTED : this.#copyBelow(key, value, depth)]);
    }
    return Object.fromEntries(copy);
  }

  #copyBelow(key: string, value: unknown, depth: number): unknown {
    if (!SENSITIVE_BELOW.has(key)) return this.copy(value, depth + 1);
    if (typeof value !== 'object' || value === null) return REDACTED;
    return Object.fromEntries(
      Object.keys(value)
        .slice(0, MAX_VALUES)
        .map((name) => [name, REDACTED]),
    );
  }
}
