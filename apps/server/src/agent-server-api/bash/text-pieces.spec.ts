import { describe, expect, it } from '@jest/globals';
import { fc } from '@openhands-nest/testing/properties';
import { TextPieces } from './text-pieces.js';

function piecesOf(...texts: readonly string[]): TextPieces {
  const pieces = new TextPieces();
  for (const text of texts) pieces.add(text);
  return pieces;
}

/** Short ones, which are joined, and some that are long enough to stay apart. */
const texts = fc.array(
  fc
    .tuple(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom(1, 3, 40_000))
    .map(([text, times]) => text.repeat(times)),
  { maxLength: 6 },
);

describe('TextPieces', () => {
  it('are the text that was added', () => {
    fc.assert(
      fc.property(texts, (added) => {
        const pieces = piecesOf(...added);
        expect(pieces.toString() === added.join('')).toBe(true);
        expect(pieces.length).toBe(added.join('').length);
      }),
    );
  });

  it('give the beginning away and keep the rest, without taking a character apart', () => {
    fc.assert(
      fc.property(texts, fc.nat({ max: 200_000 }), (added, length) => {
        const pieces = piecesOf(...added);
        const whole = added.join('');
        const taken = pieces.take(length);
        const missing = Math.min(length, whole.length) - taken.length;
        expect([0, 1]).toContain(missing);
        expect(taken + pieces.toString() === whole).toBe(true);
        expect(pieces.length).toBe(whole.length - taken.length);
        expect(taken.isWellFormed() && pieces.toString().isWellFormed()).toBe(true);
      }),
    );
  });

  it('keep the end only, without taking a character apart', () => {
    fc.assert(
      fc.property(texts, fc.nat({ max: 200_000 }), (added, length) => {
        const pieces = piecesOf(...added);
        const whole = added.join('');
        const dropped = pieces.keepLast(length);
        expect(pieces.toString() === whole.slice(dropped)).toBe(true);
        expect(Math.min(length, whole.length) - pieces.length).toBeLessThanOrEqual(1);
        expect(pieces.length).toBeLessThanOrEqual(length);
        expect(pieces.toString().isWellFormed()).toBe(true);
      }),
    );
  });
});
