import chardet from 'chardet';
import iconv from 'iconv-lite';

/** A file's bytes as text, with what it takes to turn edited text back into the same sort of bytes. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  /** Byte order mark, kept as it was. */
  readonly mark: Buffer;
}

const MARKS: readonly { readonly bytes: Buffer; readonly encoding: string }[] = [
  { bytes: Buffer.from([0xef, 0xbb, 0xbf]), encoding: 'utf-8' },
  { bytes: Buffer.from([0xff, 0xfe]), encoding: 'utf-16le' },
  { bytes: Buffer.from([0xfe, 0xff]), encoding: 'utf-16be' },
];
/** Bytes looked at when guessing. */
const SAMPLE = 64 * 1024;
const NO_MARK = Buffer.alloc(0);

/**
 * Finds an encoding in which decoding and encoding again gives the very same bytes, so that an edit cannot change the rest of
 * the file. Undefined for binary files.
 */
export function decodeText(bytes: Buffer): DecodedText | undefined {
  const marked = MARKS.find((candidate) => bytes.subarray(0, candidate.bytes.length).equals(candidate.bytes));
  if (marked) {
    const decoded = tryDecode(bytes.subarray(marked.bytes.length), marked.encoding, marked.bytes);
    if (decoded) return decoded;
  }
  if (bytes.subarray(0, SAMPLE).includes(0)) return undefined;
  return (
    tryDecode(bytes, 'utf-8', NO_MARK) ?? tryDecode(bytes, guess(bytes), NO_MARK) ?? tryDecode(bytes, 'latin1', NO_MARK)
  );
}

/** Undefined when the encoding has no bytes for some of the characters. */
export function encodeText(text: string, { encoding, mark }: Omit<DecodedText, 'text'>): Buffer | undefined {
  const bytes = encode(text, encoding);
  return decode(bytes, encoding) === text ? Buffer.concat([mark, bytes]) : undefined;
}

function tryDecode(bytes: Buffer, encoding: string | undefined, mark: Buffer): DecodedText | undefined {
  if (!encoding) return undefined;
  const text = decode(bytes, encoding);
  return encode(text, encoding).equals(bytes) ? { text, encoding, mark } : undefined;
}

function guess(bytes: Buffer): string | undefined {
  const encoding = chardet.detect(bytes.subarray(0, SAMPLE));
  return encoding && iconv.encodingExists(encoding) ? encoding : undefined;
}

function decode(bytes: Buffer, encoding: string): string {
  return iconv.decode(bytes, encoding, { stripBOM: false });
}

function encode(text: string, encoding: string): Buffer {
  return iconv.encode(text, encoding, { addBOM: false });
}
