const TOKENS = /\*\*\/|\*\*|\*|\?|[^*?]+/g;

/**
 * Whether a path fits a pattern as in .gitignore: `**` spans folders, `*` and `?` do not, and a pattern without a slash counts in all
 * folders. Patterns come from repositories, so no pattern may take long: all places that can be reached are followed at once.
 */
export function fitsPattern(path: string, pattern: string): boolean {
  const anchored = pattern.includes('/') ? pattern : `**/${pattern}`;
  let places: readonly number[] = [0];
  for (const [token] of anchored.matchAll(TOKENS)) {
    places = after(token, path, places);
    if (places.length === 0) return false;
  }
  return places.includes(path.length);
}

/** The places in the path, ascending, that can be reached from the given ones by the token. */
function after(token: string, path: string, places: readonly number[]): number[] {
  switch (token) {
    case '**/':
      return [
        ...new Set([...places, ...spread(path, places, () => true).filter((place) => path[place - 1] === '/')]),
      ].sort((a, b) => a - b);
    case '**':
      return spread(path, places, () => true);
    case '*':
      return spread(path, places, (character) => character !== '/');
    case '?':
      return places.filter((place) => place < path.length && path[place] !== '/').map((place) => place + 1);
    default:
      return places.filter((place) => path.startsWith(token, place)).map((place) => place + token.length);
  }
}

/** The places themselves, and those behind each as long as the characters in between may be passed. */
function spread(path: string, places: readonly number[], mayPass: (character: string) => boolean): number[] {
  const reached = new Set<number>();
  for (const start of places) {
    for (let place = start; !reached.has(place); place += 1) {
      reached.add(place);
      if (place >= path.length || !mayPass(path[place] ?? '')) break;
    }
  }
  return [...reached].sort((a, b) => a - b);
}
