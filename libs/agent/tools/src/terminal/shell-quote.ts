/** Bytes of the command in one quoted piece. Four characters each at most, so that a line stays below the terminal's 4096. */
const PIECE = 900;

/**
 * Quotes any text as one word for bash, in printable ASCII only: neither the terminal driver nor bash's history sees anything
 * special in it. Long texts become several lines that bash joins again.
 */
export function quoteForBash(text: string): string {
  const bytes = Buffer.from(text.replaceAll('\0', ''));
  const pieces: string[] = [];
  for (let start = 0; start === 0 || start < bytes.length; start += PIECE) {
    pieces.push(`$'${escapeBytes(bytes.subarray(start, start + PIECE))}'`);
  }
  return pieces.join('\\\n');
}

function escapeBytes(bytes: Uint8Array): string {
  let escaped = '';
  for (const byte of bytes)
    escaped += isPlain(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  return escaped;
}

/** Printable, and none of `! ' \`. */
function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f && byte !== 0x21 && byte !== 0x27 && byte !== 0x5c;
}
