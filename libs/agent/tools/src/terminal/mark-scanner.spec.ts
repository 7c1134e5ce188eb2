import { describe, expect, it } from '@jest/globals';
import { MarkScanner, type Piece } from './mark-scanner.js';

const MARK = '\x1etoken\x1dE\x1d7\x1d0\x1d/dir\x1f';

function scan(...chunks: string[]): Piece[] {
  const scanner = new MarkScanner('token');
  return chunks.flatMap((chunk) => scanner.push(chunk));
}

describe('MarkScanner', () => {
  it('tells text and marks apart', () => {
    expect(scan(`out${MARK}more`)).toEqual([
      { text: 'out' },
      { mark: { kind: 'end', command: 7, fields: ['0', '/dir'] } },
      { text: 'more' },
    ]);
  });

  it('finds a mark wherever it is cut', () => {
    for (let cut = 1; cut < MARK.length; cut += 1) {
      expect(scan(`out${MARK.slice(0, cut)}`, `${MARK.slice(cut)}`).filter((piece) => 'mark' in piece)).toHaveLength(1);
    }
  });

  it('leaves marks of other tokens in the text', () => {
    const text = scan('\x1eother\x1dE\x1d7\x1f', ' end').map((piece) => ('text' in piece ? piece.text : ''));

    expect(text.join('')).toBe('\x1eother\x1dE\x1d7\x1f end');
  });

  it('gives up on a mark that never closes', () => {
    expect(scan(`\x1etoken\x1d${'x'.repeat(20_000)}`)).toHaveLength(1);
  });
});
