import type { Schema } from './schema.js';

/** The title that FastAPI derives from a property's name; references carry the title of their target instead. */
export function titleOf(key: string, schema: Schema): { title?: string } {
  if (schema.title !== undefined || schema.$ref || schema.anyOf?.some((member) => member.$ref)) return {};
  return {
    title: key.replace(
      /(^|_)(.)/g,
      (_match, separator: string, letter: string) => (separator ? ' ' : '') + letter.toUpperCase(),
    ),
  };
}
