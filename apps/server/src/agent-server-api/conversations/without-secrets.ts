/** What stands for a secret that is set. */
export const STARS = '**********';
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'api_key',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
]);

/** A copy in which every secret that is set is replaced by stars, at any depth. */
export function withoutSecrets<T>(value: T): T {
  return starred(value) as T;
}

function starred(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => starred(item));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]): [string, unknown] => [
    key,
    SECRET_KEYS.has(key) && member ? STARS : starred(member),
  ]);
  return Object.fromEntries(members);
}

/** A secret as a client gives it: blank texts and stars stand for "not set". */
export function secretText(value: string | null | undefined): string | undefined {
  return value?.trim() && value !== STARS ? value : undefined;
}
