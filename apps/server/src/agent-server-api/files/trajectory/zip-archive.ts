import { promisify } from 'node:util';
import { crc32, deflateRaw, deflateRawSync } from 'node:zlib';

const deflateAside = promisify(deflateRaw);
/** Bytes up to which compressing saves nothing. */
const TINY_BYTES = 64;
/** Bytes up to which it takes less time than handing it to another thread. */
const SMALL_BYTES = 16 * 1024;

export interface ZipEntry {
  /** Path inside of the archive. */
  readonly name: string;
  readonly content: string | Buffer;
}

interface Written {
  readonly name: Buffer;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

const VERSION = 45;
const UTF8_NAMES = 0x0800;
const STORED = 0;
const DEFLATED = 8;
/** The first of January 1980, the beginning of this format's time. */
const DATE = 0x21;
const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;

/** The bytes of a ZIP archive, entry by entry; only names and sizes are kept in memory. More entries or bytes than 16 or 32 bits count are fine. */
export async function* zipArchive(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for await (const entry of entries) {
    const content = typeof entry.content === 'string' ? Buffer.from(entry.content) : entry.content;
    const { method, data } = await pack(content);
    const name = Buffer.from(entry.name);
    const one = { name, method, crc: crc32(content), compressed: data.length, size: content.length, offset };
    const head = localHeader(one);
    written.push(one);
    offset += head.length + data.length;
    yield Buffer.concat([head, data]);
  }
  let directoryBytes = 0;
  for (const one of written) {
    const record = directoryRecord(one);
    directoryBytes += record.length;
    yield record;
  }
  yield endOfDirectory(written.length, directoryBytes, offset);
}

async function pack(content: Buffer): Promise<{ readonly method: number; readonly data: Buffer }> {
  if (content.length <= TINY_BYTES) return { method: STORED, data: content };
  const data = content.length <= SMALL_BYTES ? deflateRawSync(content) : await deflateAside(content);
  return { method: DEFLATED, data };
}

function localHeader(one: Written): Buffer {
  return Buffer.concat([fields([4, 0x04034b50]), descriptionOf(one), fields([2, 0]), one.name]);
}

function directoryRecord(one: Written): Buffer {
  const { name, offset } = one;
  // Where an entry begins may need more than 32 bits; it then stands in an extra field.
  const isFar = offset >= MAX_32;
  const extra = isFar ? fields([2, 1], [2, 8], [8, offset]) : Buffer.alloc(0);
  const place = fields([2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, isFar ? MAX_32 : offset]);
  return Buffer.concat([fields([4, 0x02014b50], [2, VERSION]), descriptionOf(one), place, name, extra]);
}

/** What stands before an entry, and again in the directory. */
function descriptionOf({ name, method, crc, compressed, size }: Written): Buffer {
  const kind = fields([2, VERSION], [2, UTF8_NAMES], [2, method], [2, 0], [2, DATE]);
  return Buffer.concat([kind, fields([4, crc], [4, compressed], [4, size], [2, name.length])]);
}

function endOfDirectory(count: number, bytes: number, offset: number): Buffer {
  const end = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, Math.min(count, MAX_16)],
    [2, Math.min(count, MAX_16)],
    [4, Math.min(bytes, MAX_32)],
    [4, Math.min(offset, MAX_32)],
    [2, 0],
  );
  if (count < MAX_16 && bytes < MAX_32 && offset < MAX_32) return end;
  const large = fields(
    [4, 0x06064b50],
    [8, 44],
    [2, VERSION],
    [2, VERSION],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, bytes],
    [8, offset],
  );
  const locator = fields([4, 0x07064b50], [4, 0], [8, offset + bytes], [4, 1]);
  return Buffer.concat([large, locator, end]);
}

/** Numbers of so many bytes each, the lowest byte first. */
function fields(...values: readonly (readonly [bytes: number, value: number])[]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of values) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
}
