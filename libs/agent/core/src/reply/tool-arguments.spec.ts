import { describe, expect, it } from '@jest/globals';
import { decodeNested, parseToolArguments } from './tool-arguments.js';

const declared = new Set(['command']);

describe('parseToolArguments', () => {
  it('takes the summary and the risk out', () => {
    expect(parseToolArguments('{"command":"ls","summary":"look","security_risk":"LOW"}', declared)).toEqual({
      values: { command: 'ls' },
      summary: 'look',
      risk: 'LOW',
    });
  });

  it('leaves a summary that the tool asks for itself', () => {
    expect(parseToolArguments('{"summary":"look"}', new Set(['summary'])).values).toEqual({ summary: 'look' });
  });

  it('mends raw line breaks and tabs inside strings', () => {
    expect(parseToolArguments('{\n"command": "a\nb\t\\"c\\""}', declared).values).toEqual({ command: 'a\nb\t"c"' });
  });

  it('takes nothing for an empty object', () => {
    expect(parseToolArguments('', declared).values).toEqual({});
  });

  it.each(['{"command": ', '[1]', 'null', '"text"', '{"command": "ls"} and more'])('refuses %s', (text) => {
    expect(() => parseToolArguments(text, declared)).toThrow(SyntaxError);
  });
});

describe('decodeNested', () => {
  const parameters = {
    properties: {
      list: { type: 'array' },
      text: { type: 'string' },
      maybe: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    },
  };

  it('reads lists that were written as text, but never touches text', () => {
    expect(decodeNested({ list: '[1, 2]', text: '[1, 2]', maybe: '{"a":1}' }, parameters)).toEqual({
      list: [1, 2],
      text: '[1, 2]',
      maybe: '{"a":1}',
    });
  });

  it('leaves what it cannot read', () => {
    expect(decodeNested({ list: '[1, 2' }, parameters)).toEqual({ list: '[1, 2' });
  });
});
