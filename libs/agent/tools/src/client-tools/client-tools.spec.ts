import { describe, expect, it } from '@jest/globals';
import {
  InvalidArgumentsError,
  type ClientToolSpec,
  type EquipmentRequest,
  type Tool,
  type Workspace,
} from '@openhands-nest/agent-ports';
import { aConversationRecord } from '@openhands-nest/testing';
import { clientTools, schemaComplaint } from './client-tools.js';

const CANVAS: ClientToolSpec = {
  name: 'canvas_ui',
  description: 'Shows something to the person.',
  parameters: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      tab: { type: 'string', enum: ['files', 'browser'] },
      line: { type: 'integer', minimum: 1, 'x-hint': 'ignored' },
      target: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
    },
    required: ['tab'],
    additionalProperties: false,
  },
};

describe('tools of a client', () => {
  it('are offered with the very schema that the client wrote', async () => {
    const [tool] = await toolsOf(CANVAS);
    expect(tool).toMatchObject({
      name: 'canvas_ui',
      kinds: { tool: 'ClientTool', action: 'ClientAction_canvas_ui', observation: 'ClientToolObservation' },
      parameters: CANVAS.parameters,
      definition: { client_tool_name: 'canvas_ui', input_schema: CANVAS.parameters },
      annotations: { title: 'canvas_ui', readOnlyHint: false, destructiveHint: true },
    });
  });

  it('take arguments that fit, and put simple types right', async () => {
    const [tool] = await toolsOf(CANVAS);
    const values = { tab: 'files', line: '12', target: { path: 'a.ts' } };
    expect(tool?.parse(values)).toEqual({ ...values, line: 12, kind: 'ClientAction_canvas_ui' });
    expect(values.line).toBe('12');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a value that is none of the known ones', { tab: 'other' }, '["files","browser"]'],
    ['a missing argument', {}, "must have required property 'tab'"],
    ['an argument too many', { tab: 'files', color: 'red' }, 'color'],
    ['a number out of bounds', { tab: 'files', line: 0 }, 'line: must be >= 1'],
    ['what is missing further inside', { tab: 'files', target: {} }, "target: must have required property 'path'"],
  ])('refuse %s with a sentence for the model', async (_, values, words) => {
    const [tool] = await toolsOf(CANVAS);
    expect(() => tool?.parse(values)).toThrow(InvalidArgumentsError);
    expect(() => tool?.parse(values)).toThrow(words);
    expect(() => tool?.parse(values)).toThrow('Parameters: tab, line, target.');
  });

  it('hold nobody up by patterns that take too long: such a text does not fit', async () => {
    const properties = {
      slow: { type: 'string', pattern: '^(?=a)(a+)+$' },
      quick: { type: 'string', pattern: '^b+$' },
    };
    const [tool] = await toolsOf({ ...CANVAS, parameters: { type: 'object', properties } });
    expect(tool?.parse({ slow: 'aaa', quick: 'bbb' })).toMatchObject({ slow: 'aaa', quick: 'bbb' });
    expect(() => tool?.parse({ quick: 'aaa' })).toThrow('quick: must match pattern');
    expect(() => tool?.parse({ slow: `${'a'.repeat(60)}b` })).toThrow('slow: must match pattern');
  });

  it('are answered at once: what the client makes of a call never comes back', async () => {
    const [tool] = await toolsOf(CANVAS);
    const context = {
      conversationId: 'c',
      workspace: {} as Workspace,
      state: { get: () => undefined, set: () => undefined },
    };
    const executor = tool?.createExecutor(context);
    const action = tool?.parse({ tab: 'files' }) as never;
    expect(await executor?.execute(action, new AbortController().signal)).toMatchObject({
      kind: 'ClientToolObservation',
      is_error: false,
    });
  });

  it('need a schema that is one', async () => {
    expect(await schemaComplaint(CANVAS.parameters)).toBeUndefined();
    expect(await schemaComplaint({ type: 'object', properties: { a: { type: 'nonsense' } } })).toMatch(/type/);
    expect(await schemaComplaint({ type: 'object', properties: { a: { $ref: '#/nowhere' } } })).toMatch(/nowhere/);
  });
});

async function toolsOf(...specs: ClientToolSpec[]): Promise<readonly Tool[]> {
  const record = aConversationRecord();
  const request = { record: { ...record, spec: { ...record.spec, clientTools: specs } } };
  return (await clientTools().equip(request as unknown as EquipmentRequest)).tools;
}
