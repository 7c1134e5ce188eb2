import { omissionNotice } from '@openhands-nest/agent-ports';

/** The first characters of a text, never ending in half a surrogate pair. */
export function headOf(text: string, characters: number): string {
  const head = text.slice(0, Math.max(0, characters));
  return isHighSurrogate(head.charCodeAt(head.length - 1)) ? head.slice(0, -1) : head;
}

/** The last characters of a text, never beginning with half a surrogate pair. */
export function tailOf(text: string, characters: number): string {
  const tail = characters <= 0 ? '' : text.slice(-characters);
  return isLowSurrogate(tail.charCodeAt(0)) ? tail.slice(1) : tail;
}

/**
 * Joins the beginning and the end of a text around a notice, so that the whole has at most `limit` characters.
 * `head` and `tail` may overlap or be longer than needed.
 */
export function joinAround(head: string, notice: string, tail: string, limit: number): string {
  const room = Math.max(0, limit - notice.length);
  const first = Math.ceil(room / 2);
  return headOf(head, first) + notice + tailOf(tail, room - first);
}

/** Cuts the middle out of a text that is longer than `limit` characters. */
export function clipMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return joinAround(text, omissionNotice(`${text.length - limit} or more characters left out`), text, limit);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
