import { stripVTControlCharacters } from 'node:util';

/** Output of a program as text alone: it may neither colour nor steer the terminal that shows it. */
export function plainText(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replaceAll('\r\n', '\n')
      // eslint-disable-next-line no-control-regex -- control characters are what it looks for
      .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '')
  );
}
