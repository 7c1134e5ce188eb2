import { posix } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.bmp': 'image/bmp',
};

/** The media type of an image that models can look at; undefined for any other file. */
export function imageTypeOf(path: string): string | undefined {
  return TYPES[posix.extname(path).toLowerCase()];
}
