/** A value by its name; undefined: there is none. */
export type Lookup = (name: string) => string | undefined;

const BRACED = /\$\{(\w+)(?::-([^}]*))?\}/g;
const BRACED_OR_BARE = /\$\{(\w+)(?::-([^}]*))?\}|\$([A-Za-z_]\w*)/g;

/** Puts values in the place of `${NAME}` and `${NAME:-default}`. A name without a value and a default stays as it is. */
export function expandVariables(text: string, lookup: Lookup): string {
  return replaced(text, BRACED, lookup);
}

/** The same in all texts of a value, at any depth, and for `$NAME` too, as in a shell. */
export function expandDeeply(value: unknown, lookup: Lookup): unknown {
  if (typeof value === 'string') return replaced(value, BRACED_OR_BARE, lookup);
  if (Array.isArray(value)) return value.map((item) => expandDeeply(item, lookup));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expandDeeply(item, lookup)]));
}

function replaced(text: string, pattern: RegExp, lookup: Lookup): string {
  return text.replace(pattern, (written: string, braced?: string, fallback?: string, bare?: string) => {
    return lookup(braced ?? bare ?? '') ?? fallback ?? written;
  });
}
