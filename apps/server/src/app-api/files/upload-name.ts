/** Bytes that a file system takes. */
const MAX_BYTES = 255;

/** The name under which an upload is kept, or why it is not: never a path. */
export function uploadName(given: string): { readonly name: string } | { readonly reason: string } {
  const name = given.split(/[\\/]/).at(-1) ?? '';
  if (name === '' || name === '.' || name === '..') return { reason: 'It has no file name.' };
  if (name.includes('\0') || !name.isWellFormed())
    return { reason: 'Its name holds characters that no file name can have.' };
  if (Buffer.byteLength(name) > MAX_BYTES) return { reason: `Its name is longer than ${MAX_BYTES} bytes.` };
  return { name };
}
