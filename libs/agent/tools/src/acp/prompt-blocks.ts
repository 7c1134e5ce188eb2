import type { Content } from '@openhands-nest/contracts/events';
import type { Json } from './json-rpc.js';

const DATA_URL = /^data:([^;,]+)[^,]*;base64,(.*)$/s;

/** A message as blocks of the protocol. Texts without a word are left out. */
export function promptBlocks(content: readonly Content[]): Json[] {
  return content.flatMap((part): Json[] => {
    if (part.type === 'text') return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text }];
    return part.image_urls.map(imageBlock);
  });
}

function imageBlock(url: string): Json {
  const [, mimeType, data] = DATA_URL.exec(url) ?? [];
  if (data !== undefined) return { type: 'image', mimeType, data };
  // The program gets it itself and sees then what it is.
  return { type: 'image', mimeType: 'image/png', data: '', uri: url };
}
