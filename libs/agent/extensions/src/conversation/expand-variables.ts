import type { SourceQuery } from '../fetch/extension-source.js';

/** Fills `${NAME}` in. A name that nobody knows stays as it is. */
export function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([A-Za-z_]\w*)(?::-[^}]*)?\}/g, (reference, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : reference,
  );
}

/** Names that the text wants filled in. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/\$\{([A-Za-z_]\w*)(?::-[^}]*)?\}/g)].map(([, name = '']) => name);
}

export function expanded(query: SourceQuery, values: Readonly<Record<string, string>>): SourceQuery {
  const { ref } = query;
  return { ...query, source: filledIn(query.source, values), ...(ref ? { ref: filledIn(ref, values) } : {}) };
}
