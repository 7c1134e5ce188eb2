import { describe, expect, it } from '@jest/globals';
import { parseToolArguments } from './tool-arguments.js';

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
