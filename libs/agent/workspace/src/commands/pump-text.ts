import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Hands a stream on as text, piece by piece: the next one is read when the last one was taken. Resolves at its end, however it ends. */
export async function pumpText(stream: Readable, take: (text: string) => Promise<void>): Promise<void> {
  const decoder = new StringDecoder('utf8');
  try {
    for await (const bytes of stream) {
      const text = decoder.write(bytes as Buffer);
      if (text !== '') await take(text);
    }
  } catch (error) {
    // Somebody gave up waiting for its end.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
  const rest = decoder.end();
  if (rest !== '') await take(rest);
}
