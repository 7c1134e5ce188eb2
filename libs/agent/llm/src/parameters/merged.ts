export type JsonObject = Readonly<Record<string, unknown>>;

/** Both objects in one, objects inside them too; what the second says counts. Undefined says nothing. */
export function merged(first: JsonObject, second: JsonObject): JsonObject {
  const result: Record<string, unknown> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    if (value === undefined) continue;
    const before = Object.hasOwn(result, key) ? result[key] : undefined;
    setOwn(result, key, isObject(before) && isObject(value) ? merged(before, value) : value);
  }
  return result;
}

/** Also for names like `__proto__`, which a person's JSON may hold. */
function setOwn(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
