/** What a tar archive says of a file before its content. */
export interface TarEntry {
  /** With slashes; that of a directory ends with one. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'link';
  /** Permissions. */
  readonly mode: number;
  /** Bytes of content that follow. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedMs: number;
  /** Where a link leads. */
  readonly target?: string;
}

const BLOCK = 512;
const TYPES = { file: '0', link: '2', directory: '5', extension: 'x' } as const;
/** What the fields of a header can hold: bytes of text, and a number of eleven octal digits. */
const MAX_TEXT = 100;
const MAX_SIZE = 0o77777777777;

/** The header of an entry, after an extension where something does not fit into one. */
export function tarHeader(entry: TarEntry): Buffer {
  const records = Object.entries({
    path: fitsHeader(entry.path) ? undefined : entry.path,
    linkpath: fitsHeader(entry.target ?? '') ? undefined : entry.target,
    size: entry.size > MAX_SIZE ? String(entry.size) : undefined,
  }).flatMap(([key, value]) => (value === undefined ? [] : [recordOf(key, value)]));
  const header = block(entry, TYPES[entry.type]);
  if (records.length === 0) return header;
  const extension = Buffer.concat(records);
  const { length } = extension;
  const named = { ...entry, path: 'extension', target: '', size: length };
  return Buffer.concat([block(named, TYPES.extension), extension, padding(length), header]);
}

/** What follows content, so that the next header begins at a block. @param size bytes of the content */
export function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** What follows the last entry. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK);
}

function fitsHeader(text: string): boolean {
  return text.length <= MAX_TEXT && /^[\x20-\x7e]*$/.test(text);
}

/** Its own length, which counts itself, its key and its value. */
function recordOf(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let { length } = rest;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function block({ path, mode, size, modifiedMs, target = '' }: TarEntry, type: string): Buffer {
  const header = Buffer.alloc(BLOCK);
  const write = (text: string, at: number, length: number): void =>
    void header.write(text.slice(0, length), at, 'latin1');
  const number = (value: number, at: number, length: number): void =>
    write(value.toString(8).padStart(length - 1, '0'), at, length - 1);
  write(path, 0, 100);
  number(mode & 0o777, 100, 8);
  number(0, 108, 8);
  number(0, 116, 8);
  number(Math.min(size, MAX_SIZE), 124, 12);
  number(Math.max(0, Math.floor(modifiedMs / 1000)), 136, 12);
  write(type, 156, 1);
  write(target, 157, 100);
  write('ustar\0' + '00', 257, 8);
  // The sum is taken as if its own field were blank.
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}
