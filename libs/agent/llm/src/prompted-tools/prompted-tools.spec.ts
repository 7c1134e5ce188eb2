import { describe, expect, it } from '@jest/globals';
import type { LlmToolSpec } from '@openhands-nest/agent-ports';
import {
  anLlmRequest,
  assistantSays,
  FakeOpenAiServer,
  ManualClock,
  terminalAnswers,
  userSays,
} from '@openhands-nest/testing';
import { fc } from '@openhands-nest/testing/properties';
import { askModel } from '../__fixtures__/ask-model.js';
import { createLlm } from '../create-llm.js';
import { callsIn, writtenCall } from './call-format.js';
import { TextBeforeCalls } from './text-before-calls.js';

const SETTINGS = { nativeToolCalling: false };
const EDITOR: LlmToolSpec = {
  name: 'editor',
  description: 'Edits.',
  parameters: {
    type: 'object',
    properties: {
      text: { type: 'string' },
      line: { type: 'integer' },
      all: { anyOf: [{ type: 'boolean' }, { type: 'null' }] },
      note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    },
  },
};

describe('a model whose server knows no tools', () => {
  it('is told about them, and what it did with them, as text', async () => {
    const call = { id: 'a', name: 'terminal', arguments: '{"command":"ls -l","timeout":5}' };
    const { body } = await askModel(
      new FakeOpenAiServer([{ text: 'ok' }]),
      'openai/m',
      [
        { role: 'system', text: 'Be brief.' },
        userSays('Look.'),
        assistantSays({ text: 'I look.', toolCalls: [call] }),
        terminalAnswers('a', 'a.txt'),
      ],
      SETTINGS,
    );

    expect(body).not.toHaveProperty('tools');
    expect(body.messages[0].content).toMatch(/^Be brief\.\n\nYou have these tools:\n\n## terminal\nRuns a command\./);
    expect(body.messages.slice(1)).toMatchObject([
      { role: 'user', content: 'Look.' },
      {
        role: 'assistant',
        content:
          'I look.\n\n<function=terminal>\n<parameter=command>\nls -l\n</parameter>\n<parameter=timeout>5</parameter>\n</function>',
      },
      { role: 'user', content: [{ text: 'Result of the call of terminal:' }, { text: 'a.txt' }] },
    ]);
  });

  it('calls them in its text, which is shown up to there', async () => {
    const call = '<function=terminal>\n<parameter=command>\nls\n</parameter>\n</function>';
    const server = await new FakeOpenAiServer([{ text: `I < look.\n\n${call}\n${call}` }]).start();
    const settings = { model: 'openai/m', baseUrl: server.baseUrl, ...SETTINGS };
    const pieces: string[] = [];
    const reply = await createLlm(settings, { clock: new ManualClock() }).complete(
      anLlmRequest({
        tools: [{ name: 'terminal', description: '', parameters: {} }],
        onDelta: ({ text = '' }) => pieces.push(text),
      }),
    );
    await server.close();

    expect(reply).toMatchObject({ text: 'I < look.', finishReason: 'tool_calls' });
    expect(reply.toolCalls.map(({ name, arguments: json }) => [name, json])).toEqual([
      ['terminal', '{"command":"ls"}'],
      ['terminal', '{"command":"ls"}'],
    ]);
    expect(new Set(reply.toolCalls.map(({ id }) => id)).size).toBe(2);
    expect(pieces.join('')).toBe('I < look.\n\n');
  });

  it('may also say no more than a text', async () => {
    const { reply } = await askModel(
      new FakeOpenAiServer([{ text: 'a <func' }]),
      'openai/m',
      [userSays('a')],
      SETTINGS,
    );
    expect(reply).toMatchObject({ text: 'a <func', toolCalls: [], finishReason: 'stop' });
  });
});

describe('a written call', () => {
  it.each([
    ['texts as they are', '<parameter=text>\n  "a"\n\n</parameter>', { text: '  "a"\n' }],
    ['other values as JSON', '<parameter=line>3</parameter><parameter=all>true</parameter>', { line: 3, all: true }],
    ['a text that may be null', '<parameter=note>3</parameter>', { note: '3' }],
    ['what is no JSON as it is', '<parameter=line> three </parameter>', { line: 'three' }],
    ['what breaks off', '<parameter=text>abc', { text: 'abc' }],
    ['names of objects of the language', '<parameter=constructor>x</parameter>', { constructor: 'x' }],
  ])('is read: %s', (_name, body, expected) => {
    const [call] = callsIn(`<function=editor>\n${body}\n</function>`, [EDITOR]);
    expect(JSON.parse(call?.arguments ?? '')).toEqual(expected);
  });

  it('is read back as it was', () => {
    const value = fc.record({
      text: fc.string().filter((text) => !text.includes('<')),
      line: fc.integer(),
      all: fc.boolean(),
    });
    fc.assert(
      fc.property(value, (given) => {
        const text = writtenCall({ name: 'editor', arguments: JSON.stringify(given) });
        expect(callsIn(text, [EDITOR])).toEqual([{ name: 'editor', arguments: JSON.stringify(given) }]);
      }),
    );
  });

  it('is never shown, however its text is cut into pieces', () => {
    const piecesOf = fc.array(fc.constantFrom('<', '<fun', 'ction=', '<function', '=a>', 'x', 'n'));
    fc.assert(
      fc.property(piecesOf, (pieces) => {
        const text = new TextBeforeCalls();
        const shown = pieces.map((piece) => text.add(piece)).join('') + text.end();
        expect(shown).toBe(pieces.join('').split('<function=')[0]);
      }),
    );
  });
});
