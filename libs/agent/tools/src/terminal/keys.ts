const SEQUENCES: Readonly<Record<string, string>> = {
  UP: '\x1b[A',
  DOWN: '\x1b[B',
  RIGHT: '\x1b[C',
  LEFT: '\x1b[D',
  HOME: '\x1b[H',
  END: '\x1b[F',
  PGUP: '\x1b[5~',
  PGDN: '\x1b[6~',
  TAB: '\t',
  ESC: '\x1b',
  BS: '\x7f',
  ENTER: '\r',
};

/** What to send to a program for an input: the key of that name, or the text and Enter. */
export function sequenceOf(input: string): string {
  const letter = controlLetterOf(input);
  if (letter) return String.fromCharCode(letter.charCodeAt(0) - 64);
  return SEQUENCES[input.trim()] ?? `${input.replaceAll('\n', '\r').replace(/\r$/, '')}\r`;
}

/** The upper-case letter of `C-a` … `C-z`; undefined for anything else. */
export function controlLetterOf(input: string): string | undefined {
  return /^(?:C|Ctrl|CTRL)[-+]([a-z])$/i.exec(input.trim())?.[1]?.toUpperCase();
}
