const MAX_TITLE_CHARS = 50;
const ELLIPSIS = '...';
/** Of the message that are looked at: a title needs no more, and a message may have megabytes. */
const MAX_READ_CHARS = 4_000;
const MEANINGFUL = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/**
 * A title for a conversation from its first message, made without a model: its first line that says something, free of Markdown,
 * at most 50 characters. Empty when the message has no text.
 */
export function titleFrom(message: string): string {
  const lines = message
    .slice(0, MAX_READ_CHARS)
    .replace(/^\s*(```|~~~).*$/gm, '')
    .split(/\r?\n/)
    .map(withoutMarkdown);
  const line = lines.find((text) => MEANINGFUL.test(text)) ?? lines.find((text) => text !== '');
  return line ? cutAtWord(line) : '';
}

function withoutMarkdown(line: string): string {
  return (
    line
      .replace(/^(\s*(#{1,6}\s|>|[-*+]\s+(\[[ xX]\]\s)?|\d+[.)]\s))+/, '')
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/(\*\*|__|~~|`+)(?=\S)(.*?\S)\1/g, '$2')
      .replace(/(?<![\w*])\*(?=\S)([^*]*[^*\s])\*(?![\w*])/g, '$1')
      // Joiners hold a family emoji, and letters of some scripts, together.
      .replace(/(?:(?![\u200c\u200d])[\s\p{Cc}\p{Cf}])+/gu, ' ')
      .trim()
  );
}

function cutAtWord(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= MAX_TITLE_CHARS) return text;
  const room = characters.slice(0, MAX_TITLE_CHARS - ELLIPSIS.length + 1).join('');
  const lastSpace = room.lastIndexOf(' ');
  // A first word longer than the title is cut inside; there is no better place.
  const kept = lastSpace > 0 ? room.slice(0, lastSpace) : Array.from(room).slice(0, -1).join('');
  return kept.replace(/[\s,;:.–-]+$/u, '') + ELLIPSIS;
}
