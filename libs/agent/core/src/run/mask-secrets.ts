/** What stands in the place of a secret; clients know this text. */
const MASK = '<secret-hidden>';
/** Shorter values are too likely to be part of ordinary text. */
const MIN_CHARS = 6;

/** A copy of the value in which every text, at any depth, is free of the secrets. Without secrets, the value itself. */
export function maskSecrets<T>(value: T, secrets: readonly string[]): T {
  const usable = secrets.filter((secret) => secret.length >= MIN_CHARS);
  return usable.length === 0 ? value : (masked(value, usable) as T);
}

function masked(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, MASK), value);
  if (Array.isArray(value)) return value.map((item) => masked(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, secrets)]));
}
