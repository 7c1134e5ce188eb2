import { describe, expect, it } from '@jest/globals';
import { fc } from '@openhands-nest/testing/properties';
import { TerminalText } from './terminal-text.js';

function cleaned(...chunks: string[]): string {
  const cleaner = new TerminalText();
  return chunks.map((chunk) => cleaner.push(chunk)).join('') + cleaner.flush();
}

describe('TerminalText', () => {
  it.each([
    ['\x1b[32mok\x1b[0m\r\n', 'ok\n'],
    ['10%\r20%\r100%\r\n', '100%\n'],
    ['long text\rshort\n', 'shorttext\n'],
    ['long text\r\x1b[Kshort\n', 'short\n'],
    ['gone\x1b[2Knew\n', 'new\n'],
    ['a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\b', 'alinkb'],
    ['\x1bPq#0\x1b\\after', 'after'],
    ['\x1b(Btext\x1b=\x1b>', 'text'],
    ['tab\tstays\r\r\n', 'tab\tstays\n'],
    ['no new line', 'no new line'],
  ])('turns %j into %j', (raw, text) => {
    expect(cleaned(raw)).toBe(text);
  });

  it('does not depend on where its input is cut', () => {
    const piece = fc.constantFrom(
      'a',
      'bc\n',
      '\r',
      '\r\n',
      '\x1b[31m',
      '\x1b[K',
      '\x1b[2K',
      '\b',
      '\x1b]0;t\x07',
      'é🎉',
      '\x07',
      '\x1b(B',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.array(fc.nat(60), { maxLength: 6 }), (pieces, cuts) => {
        const raw = pieces.join('');
        const positions = [
          0,
          ...cuts.map((cut) => Math.min(cut, raw.length)).sort((one, other) => one - other),
          raw.length,
        ];
        const chunks = positions.slice(1).map((end, index) => raw.slice(positions[index], end));

        expect(cleaned(...chunks)).toBe(cleaned(raw));
      }),
    );
  });

  it('bounds a line that never ends', () => {
    const cleaner = new TerminalText();

    expect(cleaner.push('x'.repeat(100_000))).toHaveLength(100_000);
    expect(cleaner.push('\x1b]' + 'y'.repeat(10_000)).length).toBeLessThanOrEqual(10_001);
  });
});
