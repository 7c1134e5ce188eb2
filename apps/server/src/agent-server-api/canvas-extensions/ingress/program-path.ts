import { IngressError } from './ingress-error.js';

const PROGRAM = /^\/app-backends\/(?<name>[a-z0-9]+(?:-[a-z0-9]+)*)(?<path>\/[^?#]*)?(?:\?(?<query>[^#]*))?$/;
/** Keys of this server, which are no business of the program. */
const SECRET_PARAMETERS = new Set(['session_api_key', 'x-session-api-key', 'authorization']);

/** What a request wants of the program of an extension. */
export interface ProgramPath {
  readonly extension: string;
  /** Path of the program's own, as it was sent. */
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
}

/** Undefined for an address that leads to no program. */
export function parseProgramPath(url: string): ProgramPath | undefined {
  const found = PROGRAM.exec(url)?.groups;
  if (!found?.['name'] || found['name'].length > 255) return undefined;
  return { extension: found['name'], path: found['path'] ?? '/', query: found['query'] ?? '' };
}

/** What the program is asked for. @throws IngressError 400 for a path with dots in it, however often they are encoded */
export function upstreamPath({ path, query }: ProgramPath): string {
  const decoded = fullyDecoded(path);
  if (
    decoded === undefined ||
    decoded.includes('\\') ||
    decoded.split('/').some((part) => part === '.' || part === '..')
  )
    throw new IngressError(400, 'The path must not hold "." or ".." or a backslash.');
  const kept = query
    .split('&')
    .filter((pair) => !isSecret(pair))
    .join('&');
  return kept === '' ? path : `${path}?${kept}`;
}

/** Undefined when it is not well encoded. */
function fullyDecoded(path: string): string | undefined {
  let current = path;
  // Each round takes at least one escape away.
  for (let round = 0; round <= path.length; round += 1) {
    const next = decoded(current);
    if (next === undefined) return round === 0 ? undefined : current;
    if (next === current) return current;
    current = next;
  }
  return undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function isSecret(pair: string): boolean {
  const [name = ''] = pair.split('=', 1);
  return SECRET_PARAMETERS.has((decoded(name.replaceAll('+', ' ')) ?? name).trim().toLowerCase());
}
