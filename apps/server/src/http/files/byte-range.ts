/** Bytes of a file, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const SINGLE_RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The one range that a Range header asks for. Undefined: the whole file, also when the header is not understood or asks for several.
 * `unsatisfiable`: nothing of the file lies in it.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, first, last] = SINGLE_RANGE.exec(header?.replace(/\s/g, '') ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const range =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size - 1 }
      : { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
  // An end before its start is no range at all, and is ignored as such.
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  return range.start > range.end ? 'unsatisfiable' : range;
}
