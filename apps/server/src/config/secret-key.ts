import { randomBytes, randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE_NAME = 'secret-key';
const KEY_BYTES = 32;

/** The key under which secrets are encrypted: the configured one, else the one of this data directory, made on first use. */
export async function secretKey(configured: string | undefined, dataDirectory: string): Promise<string> {
  if (configured !== undefined) return configured;
  const file = join(dataDirectory, FILE_NAME);
  return (await read(file)) ?? (await make(file));
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written aside and linked into place, so that of two servers that start at once both get the same whole key. */
async function make(file: string): Promise<string> {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, key, { mode: 0o600, flush: true });
  try {
    await link(draft, file);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return (await read(file)) ?? key;
  } finally {
    await rm(draft, { force: true });
  }
}
