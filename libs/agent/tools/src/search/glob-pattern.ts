import { readGlob, type GlobToken } from './glob-tokens.js';

export interface GlobOptions {
  /** Whether `*`, `?` and `**` match names that begin with a dot, as in a `.gitignore`. Default: no, as in a shell. */
  readonly dots?: boolean;
}

/**
 * A glob as a test for paths relative to where the search began. Without a slash it is compared with the file's name, at any
 * depth. `*` and `?` stay within one name and do not match a leading dot; `**` spans directories; `[…]` and `{a,b}` as in a shell.
 */
export function globMatcher(pattern: string): (relativePath: string) => boolean {
  return wholeGlob(pattern.includes('/') ? pattern.replace(/^\.?\//, '') : `**/${pattern}`);
}

/**
 * A glob as a test for whole paths. Patterns come from models, repositories and strangers, so none may take long: all places that can
 * be reached are followed at once.
 */
export function wholeGlob(pattern: string, { dots = false }: GlobOptions = {}): (path: string) => boolean {
  const alternatives = readGlob(pattern);
  return (path) => alternatives.some((tokens) => fits(path, tokens, dots));
}

/** Whether a pattern asks for names that begin with a dot. */
export function wantsHidden(pattern: string): boolean {
  return /(^|[/{,])\.[^./]/.test(pattern);
}

function fits(path: string, tokens: readonly GlobToken[], dots: boolean): boolean {
  let places: readonly number[] = [0];
  for (const token of tokens) {
    places = after(token, path, places, dots);
    if (places.length === 0) return false;
  }
  return places.includes(path.length);
}

/** The places in the path that are reached from others by a token. None of them twice. */
function after(token: GlobToken, path: string, places: readonly number[], dots: boolean): number[] {
  const isOpen = (place: number): boolean => dots || !isHidden(path, place);
  switch (token.kind) {
    case 'text':
      return places.filter((place) => path.startsWith(token.text, place)).map((place) => place + token.text.length);
    case 'one':
      return places
        .filter((place) => isOpen(place) && isInName(path, place) && token.fits(path.charAt(place)))
        .map((place) => place + 1);
    case 'many':
      return spread(places.filter(isOpen), (place) => (isInName(path, place) ? place + 1 : undefined));
    case 'folders':
      return spread(places, (place) => (isOpen(place) ? behindName(path, place) : undefined));
  }
}

/** The places themselves, and all that follow each. @param next undefined: nothing follows */
function spread(places: readonly number[], next: (place: number) => number | undefined): number[] {
  const reached = new Set<number>();
  for (const start of places) {
    for (let place: number | undefined = start; place !== undefined && !reached.has(place); place = next(place))
      reached.add(place);
  }
  return [...reached];
}

function isInName(path: string, place: number): boolean {
  return place < path.length && path.charAt(place) !== '/';
}

/** Whether a name begins there with a dot. */
function isHidden(path: string, place: number): boolean {
  return path.charAt(place) === '.' && (place === 0 || path.charAt(place - 1) === '/');
}

/** The place behind the slash that ends a name. */
function behindName(path: string, place: number): number | undefined {
  const end = path.indexOf('/', place);
  return end > place ? end + 1 : undefined;
}
