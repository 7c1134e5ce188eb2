import { ArtifactError } from './artifact-error.js';

/** Bytes of a block: headers are one block, contents are filled up to whole ones. */
export const BLOCK = 512;

export interface TarHeader {
  readonly name: string;
  /** Of its content, in bytes. */
  readonly size: number;
  readonly mode: number;
  /** One character, `0` for files. */
  readonly type: string;
}

/** Undefined for the block of zeros at the end. @throws ArtifactError when it is no header */
export function parseTarHeader(block: Buffer): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  if (octal(block, 148, 8) !== checksumOf(block)) throw damaged();
  const isUstar = block.toString('latin1', 257, 262) === 'ustar';
  const prefix = isUstar && block[262] === 0 ? textAt(block, 345, 155) : '';
  const name = textAt(block, 0, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: octal(block, 124, 12),
    mode: octal(block, 100, 8),
    type: block[156] === 0 ? '0' : String.fromCharCode(block[156] ?? 0),
  };
}

/** What a `pax` header says of the entry behind it. */
export function parsePax(content: Buffer): { readonly path?: string; readonly size?: number } {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = Number(content.toString('latin1', at, space));
    if (space < 0 || !(length > space - at)) throw damaged();
    const [key = '', value = ''] = split(content.toString('utf8', space + 1, at + length - 1));
    records.set(key, value);
    at += length;
  }
  const [path, size] = [records.get('path'), records.get('size')];
  return { ...(path !== undefined && { path }), ...(size !== undefined && { size: wholeNumber(size) }) };
}

export function damaged(): ArtifactError {
  return new ArtifactError('The archive of the program is damaged, or no .tar.gz.');
}

function split(record: string): [string, string] {
  const at = record.indexOf('=');
  return [record.slice(0, at), record.slice(at + 1)];
}

function textAt(block: Buffer, start: number, length: number): string {
  const end = block.indexOf(0, start);
  return block.toString('utf8', start, end < 0 ? start + length : Math.min(end, start + length));
}

function octal(block: Buffer, start: number, length: number): number {
  return wholeNumber(`0o${textAt(block, start, length).trim() || '0'}`);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw damaged();
}

/** The sum of all bytes, with blanks where the sum itself stands. */
function checksumOf(block: Buffer): number {
  return block.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}
