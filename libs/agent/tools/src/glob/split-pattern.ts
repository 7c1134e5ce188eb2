import { posix } from 'node:path';

/** Splits an absolute pattern into the directory before its first wildcard and the rest; other patterns stay as they are. */
export function splitPattern(pattern: string): { readonly directory?: string; readonly pattern: string } {
  if (!posix.isAbsolute(pattern)) return { pattern };
  const names = pattern.split('/').slice(1);
  const wild = names.findIndex((name) => /[*?[{\\]/.test(name));
  const fixed = wild < 0 ? names.length - 1 : wild;
  // A leading slash keeps a single name at this level: without any slash it would match at every depth.
  return { directory: `/${names.slice(0, fixed).join('/')}`, pattern: `/${names.slice(fixed).join('/')}` };
}
