import { SECRET_MASK } from '@openhands-nest/contracts/agent-server';
import { isObject, type Json } from './json.js';

/** JSON merge patch (RFC 7396): null removes, at any depth; lists are replaced. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** The same below the first level; a null on the first level is a value. */
export function deepMerge(target: Json, patch: Json): Json {
  const merged = new Map(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    merged.set(key, isObject(value) ? mergePatch(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
}

/**
 * Puts stored secrets back where a client echoes the mask that it was shown. A mask with nothing stored under it is dropped.
 * Lists are compared place by place.
 */
export function restoreMasked(value: unknown, stored: unknown): unknown {
  if (value === SECRET_MASK) return typeof stored === 'string' ? stored : undefined;
  if (Array.isArray(value)) {
    const places: readonly unknown[] = Array.isArray(stored) ? stored : [];
    return value.map((item, index) => restoreMasked(item, places[index])).filter((item) => item !== undefined);
  }
  if (!isObject(value)) return value;
  const known = isObject(stored) ? stored : {};
  const restored = Object.entries(value).map(([key, item]): [string, unknown] => [
    key,
    restoreMasked(item, Object.hasOwn(known, key) ? known[key] : undefined),
  ]);
  return Object.fromEntries(restored.filter(([, item]) => item !== undefined));
}
