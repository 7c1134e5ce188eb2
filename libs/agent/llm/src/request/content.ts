import type { LanguageModelV4FilePart, LanguageModelV4TextPart } from '@ai-sdk/provider';
import type { Content } from '@openhands-nest/contracts/events';
import type { ModelRoute } from '../provider/model-route.js';

export type ContentPart = LanguageModelV4TextPart | LanguageModelV4FilePart;

const DATA_URL = /^data:(image\/[\w.+-]+)(?:;[\w=.+-]+)*?(;base64)?,(.*)$/is;

/** Texts and images as a provider takes them. Blank texts are left out, since some providers refuse them. */
export function partsOf(content: readonly Content[], route: ModelRoute): ContentPart[] {
  return content.flatMap((item) => {
    if (item.type === 'image') return item.image_urls.map((url) => imagePart(url, route));
    return item.text.trim() === '' ? [] : [textPart(item.text)];
  });
}

export function textPart(text: string): LanguageModelV4TextPart {
  return { type: 'text', text };
}

/** All texts of some content, one below the other. */
export function textOf(content: readonly Content[]): string {
  return content.flatMap((item) => (item.type === 'text' ? [item.text] : [])).join('\n');
}

function imagePart(url: string, { protocol, isBlind, contentForm }: ModelRoute): ContentPart {
  if (isBlind || contentForm === 'text') return textPart('[An image was left out here: this model is shown none.]');
  const data = DATA_URL.exec(url);
  if (data) return inlineImage(data[1] as string, data[3] as string, data[2] !== undefined);
  if (!/^https?:/i.test(url) || !URL.canParse(url))
    return textPart('[An image that could not be read was left out here.]');
  // Google fetches nothing itself, and this server fetches no address that a message names.
  if (protocol === 'google') return textPart(`[Image at ${url}]`);
  return { type: 'file', mediaType: 'image', data: { type: 'url', url: new URL(url) } };
}

function inlineImage(mediaType: string, payload: string, isBase64: boolean): LanguageModelV4FilePart {
  const data = isBase64 ? payload : Buffer.from(decodeURIComponent(payload)).toString('base64');
  return { type: 'file', mediaType: mediaType.toLowerCase(), data: { type: 'data', data } };
}
