import { describe, expect, it } from '@jest/globals';
import { fc } from '@openhands-nest/testing/properties';
import { applyHunks } from './apply-hunks.js';
import type { Hunk } from './parse-patch.js';

const CONTEXT = 2;
const line = fc.record({
  text: fc.constantFrom('', '  x = 1', 'größe', '\tend', '+', '@@', ' '),
  end: fc.constantFrom('\n', '\r\n'),
});
/** What becomes of one line of a file. */
const fate = fc.oneof(
  { arbitrary: fc.constant({ stays: true, added: [] as string[] }), weight: 3 },
  {
    arbitrary: fc.record({
      stays: fc.boolean(),
      added: fc.array(fc.constantFrom('new', '', '  new', 'größer'), { maxLength: 2 }),
    }),
    weight: 1,
  },
);

interface Fated {
  readonly text: string;
  readonly end: string;
  readonly stays: boolean;
  readonly added: readonly string[];
}

/** The hunk of a whole file, and pieces of it with some lines around. */
function hunksOf(lines: readonly Fated[]): Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  while (at < lines.length) {
    const first = lines.findIndex(({ stays, added }, index) => index >= at && (!stays || added.length > 0));
    if (first < 0) break;
    let last = first;
    const isChanged = (index: number): boolean =>
      lines[index]?.stays === false || (lines[index]?.added.length ?? 0) > 0;
    for (let next = first + 1; next <= last + 2 * CONTEXT && next < lines.length; next += 1)
      if (isChanged(next)) last = next;
    const shown = lines.slice(Math.max(at, first - CONTEXT), last + 1 + CONTEXT);
    at = last + 1 + CONTEXT;
    hunks.push({
      lines: shown.flatMap(({ text, stays, added }) => [
        { mark: stays ? (' ' as const) : ('-' as const), text },
        ...added.map((text) => ({ mark: '+' as const, text })),
      ]),
      atEnd: false,
    });
  }
  return hunks;
}

describe('the hunks of a patch', () => {
  it('change what they name, and no byte besides, whatever the ends of the lines are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(line, fate), { minLength: 1, maxLength: 20 }), fc.boolean(), (drawn, isEnded) => {
        // No line is like another one, so that every place is clear.
        const lines: Fated[] = drawn.map(([{ text, end }, what], index) => ({
          text: `${index}:${text}`,
          end,
          ...what,
        }));
        const before = lines.map(({ text, end }) => text + end).join('');
        const crlf = lines.filter(({ end }) => end === '\r\n').length;
        const usual = crlf * 2 > lines.length ? '\r\n' : '\n';
        const after = lines
          .map(({ text, end, stays, added }) => (stays ? text + end : '') + added.map((one) => one + usual).join(''))
          .join('');
        const tail = isEnded ? '' : 'no end';

        expect(applyHunks('file', before + tail, hunksOf(lines))).toEqual({ text: after + tail, fuzz: 0 });
      }),
    );
  });

  it('add behind a last line that nothing ends', () => {
    const hunk: Hunk = {
      lines: [
        { mark: ' ', text: 'b' },
        { mark: '+', text: 'c' },
      ],
      atEnd: true,
    };
    expect(applyHunks('file', 'a\r\nb', [hunk]).text).toBe('a\r\nb\r\nc');
  });
});
