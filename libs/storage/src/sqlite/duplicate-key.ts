/** Extended result codes of SQLite: primary key or unique constraint violated. */
const DUPLICATE_CODES: readonly unknown[] = [1555, 2067];

export function isDuplicateKey(error: unknown): boolean {
  return DUPLICATE_CODES.includes((error as { errcode?: unknown } | undefined)?.errcode);
}
