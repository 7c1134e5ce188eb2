import type { Paint } from '../terminal/paint.js';
import { plainText } from '../terminal/plain-text.js';

/** Columns of the speaker's name. */
const SPEAKER_WIDTH = 9;
const MARGIN = ' '.repeat(SPEAKER_WIDTH);

/** The first line beside the speaker's name, the others below it. */
export function spoken(speaker: string, colour: (text: string) => string, lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? colour(speaker.padEnd(SPEAKER_WIDTH)) : MARGIN) + line);
}

/** Lines without a speaker. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => MARGIN + line);
}

/** What a tool gave back, set off from what the agent says. */
export function quoted(lines: readonly string[], paint: Paint): string[] {
  return indented(lines.map((line) => paint.dim(`│ ${line}`)));
}

interface ContentPart {
  readonly type: string;
  readonly text?: string;
  readonly image_urls?: readonly string[];
}

/** The text of a message or an observation; an image is named. */
export function textOf(content: readonly ContentPart[]): string {
  return content.map((part) => (part.type === 'text' ? plainText(part.text ?? '') : '[image]')).join('\n');
}
