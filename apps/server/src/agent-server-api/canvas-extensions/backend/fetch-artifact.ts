import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { ArtifactError } from './artifact-error.js';

const MAX_BYTES = 1024 * 1024 * 1024;
const MAX_REDIRECTS = 5;
/** Milliseconds for the whole of it. */
const TIMEOUT_MS = 10 * 60_000;

export interface ArtifactSource {
  readonly url: string;
  readonly sha256: string;
}

export interface FetchLimits {
  readonly maxBytes?: number;
  /** Default: HTTPS only. */
  readonly protocols?: readonly string[];
}

/** Fetches an archive into a new file. It is there only when its hash is right. @throws ArtifactError */
export async function fetchArtifact(source: ArtifactSource, file: string, limits: FetchLimits = {}): Promise<void> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await answerOf(source.url, signal, limits.protocols ?? ['https:']);
    await save(response, source, file, limits.maxBytes ?? MAX_BYTES);
  } catch (error) {
    if (error instanceof ArtifactError) throw error;
    throw new ArtifactError(`The archive could not be fetched from ${new URL(source.url).host}. Try again later.`);
  }
}

/** Follows redirects, each to an address that would be allowed by itself. */
async function answerOf(url: string, signal: AbortSignal, protocols: readonly string[]): Promise<Response> {
  let address = new URL(url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    if (!protocols.includes(address.protocol) || address.username !== '' || address.password !== '')
      throw new ArtifactError(
        'The archive lies at an address that is not allowed: use HTTPS, without user and password.',
      );
    const response = await fetch(address, {
      redirect: 'manual',
      signal,
      headers: { accept: 'application/octet-stream' },
    });
    const location = response.headers.get('location');
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status < 300 || response.status > 399 || location === null)
      throw new ArtifactError(`${address.host} answers ${response.status} when it is asked for the archive.`);
    address = new URL(location, address);
  }
  throw new ArtifactError(`The archive is redirected more than ${MAX_REDIRECTS} times.`);
}

async function save(response: Response, { sha256 }: ArtifactSource, file: string, maxBytes: number): Promise<void> {
  const hash = createHash('sha256');
  const handle = await open(file, 'wx', 0o600);
  let received = 0;
  try {
    for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      received += piece.length;
      if (received > maxBytes) throw new ArtifactError(`The archive is larger than ${maxBytes} bytes.`);
      hash.update(piece);
      await handle.writeFile(piece);
    }
  } finally {
    await handle.close();
  }
  if (hash.digest('hex') !== sha256) throw wrongHash();
}

export function wrongHash(): ArtifactError {
  return new ArtifactError('The archive is not the one that the manifest describes: its SHA-256 differs.');
}
