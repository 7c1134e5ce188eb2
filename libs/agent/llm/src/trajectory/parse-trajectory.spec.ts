import { InvalidRequestError } from '@openhands-nest/agent-ports';
import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseTrajectory, readRecording } from './parse-trajectory.js';

const parse = (...events: unknown[]): ReturnType<typeof parseTrajectory> => parseTrajectory(JSON.stringify(events));
const hello = { id: 1, source: 'user', action: 'message', args: { content: 'hello' } };
const legacy = (action: string, args: object): object => ({ id: 2, source: 'agent', action, args });

describe('a recorded trajectory of OpenHands 0.53', () => {
  it('begins with the user message, whatever the recording server put before it', () => {
    const steps = parse(
      { source: 'environment', observation: 'agent_state_changed', content: '', extras: {} },
      { source: 'agent', action: 'system', args: { content: 'You are …' } },
      hello,
      { source: 'user', action: 'recall', args: { query: 'hello' } },
      { source: 'environment', action: 'change_agent_state', args: { agent_state: 'running' } },
      legacy('run', { command: 'ls', thought: 'Looking.', is_input: false, hidden: false }),
      { source: 'agent', observation: 'run', content: 'a.txt', extras: {} },
      { source: 'agent', action: 'null', args: {} },
    );

    expect(steps).toEqual([
      { calls: [], userMessage: 'hello' },
      { thought: 'Looking.', calls: [{ tool: 'terminal', arguments: { command: 'ls' } }] },
    ]);
  });

  it.each([
    [
      'edit',
      { command: 'str_replace', path: '/w/a', old_str: 'a', new_str: 'b', insert_line: null },
      'file_editor',
      { command: 'str_replace', path: '/w/a', old_str: 'a', new_str: 'b' },
    ],
    [
      'read',
      { path: '/w/a', start: 0, end: -1, view_range: [1, 5] },
      'file_editor',
      { command: 'view', path: '/w/a', view_range: [1, 5] },
    ],
    ['read', { path: "src/it's.ts" }, 'terminal', { command: `cat -- 'src/it'\\''s.ts'` }],
    ['browse', { url: 'http://localhost/', return_axtree: false }, 'browser_navigate', { url: 'http://localhost/' }],
    ['think', { thought: 'hm' }, 'think', { thought: 'hm' }],
    ['finish', { final_thought: 'all done', outputs: {}, thought: '' }, 'finish', { message: 'all done' }],
    [
      'task_tracking',
      { command: 'plan', task_list: [{ id: '1', title: 't', status: 'todo' }] },
      'task_tracker',
      { command: 'plan', task_list: [{ title: 't', status: 'todo' }] },
    ],
    ['run', { command: 'C-c', is_input: true }, 'terminal', { command: 'C-c', is_input: true }],
  ])('turns %s into a call of our own tool', (action, args, tool, expected) => {
    expect(parse(hello, legacy(action, args))[1]?.calls).toEqual([{ tool, arguments: expected }]);
  });

  it('turns code and written files into commands that really do it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'trajectory-'));
    const path = join(folder, "it's new", 'a.txt');
    const [, written, ran] = parse(
      hello,
      legacy('write', { path, content: '$HOME `x`\nEOF\nend\n' }),
      legacy('run_ipython', { code: 'print("1 + 1 =", 1 + 1)' }),
    );
    const run = (step: typeof written): string =>
      execFileSync('bash', ['-c', String(step?.calls[0]?.arguments['command'])]).toString();

    run(written);

    expect(readFileSync(path, 'utf8')).toBe('$HOME `x`\nEOF\nend\n');
    expect(run(ran)).toBe('1 + 1 = 2\n');
    rmSync(folder, { recursive: true });
  });

  it('has an action once that waited for a person, and none that was rejected', () => {
    const shown = (command: string, mark: string): object => legacy('run', { command, confirmation_state: mark });
    const steps = parse(
      hello,
      shown('ls', 'awaiting_confirmation'),
      shown('ls', 'confirmed'),
      shown('rm -rf build', 'awaiting_confirmation'),
      shown('rm -rf build', 'rejected'),
    );

    expect(steps.slice(1)).toEqual([{ calls: [{ tool: 'terminal', arguments: { command: 'ls' } }] }]);
  });

  it('keeps pictures, also those that came without a word', () => {
    const image = 'data:image/png;base64,AAAA';
    const args = { content: '', image_urls: [image], file_urls: null };
    expect(parse({ ...hello, args })).toEqual([{ calls: [], userMessage: '', userImages: [image] }]);
    expect(parse({ ...hello, args: { content: '', file_urls: ['/w/a.txt'] } })).toEqual([
      { calls: [], userMessage: '/w/a.txt' },
    ]);
    const own = {
      kind: 'MessageEvent',
      source: 'user',
      llm_message: { content: [{ type: 'image', image_urls: [image] }] },
    };
    expect(parse(own)).toEqual([{ calls: [], userMessage: '', userImages: [image] }]);
    expect(() => parse({ ...hello, args: { content: '' } })).toThrow(/Item 1 .*lacks content/);
  });

  it('leaves out what was typed into the terminal before the first message', () => {
    const typed = (command: string): object => ({ source: 'user', action: 'run', args: { command } });
    expect(parse(typed('ls'), hello, typed('pwd'))).toEqual([
      { calls: [], userMessage: 'hello' },
      { calls: [{ tool: 'terminal', arguments: { command: 'pwd' } }] },
    ]);
    expect(() => parse(legacy('run', { command: 'ls' }), hello)).toThrow(/begin with a message/);
  });

  it('keeps later messages of both sides', () => {
    const steps = parse(hello, legacy('message', { content: 'hi', wait_for_response: true }), {
      ...hello,
      args: { content: 'again' },
    });

    expect(steps.slice(1)).toEqual([
      { thought: 'hi', calls: [] },
      { calls: [], userMessage: 'again' },
    ]);
  });

  it.each([
    ['not json', /not valid JSON/],
    ['{"a": 1}', /not a list/],
    ['[1]', /Item 1 .* not an event/],
    ['[]', /begin with a message/],
    [JSON.stringify([legacy('run', { command: 'ls' })]), /begin with a message/],
    [JSON.stringify([hello, legacy('browse', {})]), /Item 2 .*lacks url/],
    [JSON.stringify([hello, legacy('browse_interactive', {})]), /Item 2 .*browse_interactive/],
    [JSON.stringify([hello, legacy('call_tool_mcp', {})]), /Item 2 .*lacks name/],
    [JSON.stringify([hello, legacy('delegate', {})]), /Item 2 .*delegate/],
    [JSON.stringify([hello, legacy('dance', {})]), /Item 2 .*"dance"/],
    [JSON.stringify([hello, legacy('constructor', {})]), /"constructor"/],
    [JSON.stringify([hello, legacy('edit', { path: '/a' })]), /lacks command/],
    [JSON.stringify([hello, { source: 'agent' }]), /neither/],
  ])('refuses %s with a sentence', (json, sentence) => {
    expect(() => parseTrajectory(json)).toThrow(InvalidRequestError);
    expect(() => parseTrajectory(json)).toThrow(sentence);
  });
});

describe('a recorded trajectory of Agent Server events', () => {
  const message = {
    kind: 'MessageEvent',
    source: 'user',
    llm_message: { role: 'user', content: [{ type: 'text', text: 'hello' }] },
  };
  const action = (responseId: string, fields: object): object => ({
    kind: 'ActionEvent',
    source: 'agent',
    thought: [],
    tool_name: 'terminal',
    llm_response_id: responseId,
    ...fields,
  });

  it('joins the calls of one reply', () => {
    const json = JSON.stringify({
      events: [
        { kind: 'SystemPromptEvent', source: 'agent' },
        message,
        action('r1', {
          thought: [{ type: 'text', text: 'Both.' }],
          action: { kind: 'TerminalAction', command: 'ls', timeout: null },
        }),
        action('r1', { action: null, tool_call: { name: 'terminal', arguments: '{"command":"pwd"}' } }),
        { kind: 'ObservationEvent', source: 'environment' },
        action('r2', { action: { kind: 'TerminalAction', command: 'id' } }),
      ],
    });

    expect(parseTrajectory(json)).toEqual([
      { calls: [], userMessage: 'hello' },
      {
        thought: 'Both.',
        calls: [
          { tool: 'terminal', arguments: { command: 'ls' } },
          { tool: 'terminal', arguments: { command: 'pwd' } },
        ],
      },
      { calls: [{ tool: 'terminal', arguments: { command: 'id' } }] },
    ]);
  });

  it('keeps what was said beside a call that was not understood', () => {
    const thought = [{ type: 'text', text: 'Let me see.' }];
    const misunderstood = action('r', { thought, action: null, tool_call: { name: 'terminal', arguments: '{"comm' } });
    expect(parse(message, misunderstood, { ...misunderstood, thought: [] }).slice(1)).toEqual([
      { calls: [{ tool: 'think', arguments: { thought: 'Let me see.' } }] },
    ]);
  });

  it('refuses calls that cannot be read', () => {
    expect(() => parse(message, action('r', { tool_call: { name: 'terminal', arguments: '{"comm' } }))).toThrow(
      /Item 2 .*can be read/,
    );
  });
});

describe('the workspace of a recording', () => {
  const recall = {
    source: 'environment',
    observation: 'recall',
    content: '',
    extras: { working_dir: '/workspace/widget' },
  };
  const directoryOf = (...events: object[]): string | undefined =>
    readRecording(JSON.stringify([hello, ...events])).directory;

  it('is what the context of the first message says', () => expect(directoryOf(recall)).toBe('/workspace/widget'));

  it('is what our own prompt says', () => {
    const text = '<environment>\nWorking directory: /srv/work\nDate: today\n</environment>';
    expect(directoryOf({ kind: 'SystemPromptEvent', source: 'agent', dynamic_context: { type: 'text', text } })).toBe(
      '/srv/work',
    );
  });

  it('may be unknown', () => {
    expect(directoryOf()).toBeUndefined();
    expect(directoryOf({ ...recall, extras: { working_dir: 'here' } })).toBeUndefined();
  });
});

describe('calls of tools that 0.53 does not have', () => {
  const metadata = (name: string, values: object): object => ({
    function_name: name,
    tool_call_id: 'c',
    model_response: {
      id: 'r',
      choices: [{ message: { tool_calls: [{ function: { name, arguments: JSON.stringify(values) } }] } }],
    },
  });

  it.each(['glob', 'tavily_search'])('are named as they were, such as %s', (name) => {
    const steps = parse(hello, legacy('call_tool_mcp', { name, arguments: { pattern: '*.ts' }, thought: '' }));
    expect(steps[1]).toEqual({ calls: [{ tool: name, arguments: { pattern: '*.ts' } }] });
  });

  it.each<[string, string, object]>([
    ['browse', 'browser_navigate', { url: 'http://localhost/', new_tab: true }],
    ['browse_interactive', 'browser_click', { index: 3 }],
    ['delegate', 'task', { prompt: 'Look.', subagent_type: 'explorer' }],
    ['edit', 'edit', { file_path: 'a.ts', old_string: 'a', new_string: 'b', expected_replacements: 2 }],
    ['write', 'write_file', { file_path: 'a.ts', content: 'a' }],
  ])('are the same again when %s was a call of %s', (type, tool, values) => {
    const shown = { ...legacy(type, { thought: 'So.' }), tool_call_metadata: metadata(tool, values) };
    expect(parse(hello, shown)[1]).toEqual({ thought: 'So.', calls: [{ tool, arguments: values }] });
  });
});

describe('calls that waited for a person', () => {
  const metadata = { tool_call_id: 'c', model_response: { id: 'r' } };
  const shown = (id: number, mark: string, thought = ''): object => ({
    id,
    source: 'agent',
    action: 'run',
    tool_call_metadata: metadata,
    args: { command: 'rm -rf build', thought, confirmation_state: mark },
  });

  it('are carried out once when they were approved', () => {
    const steps = parse(
      hello,
      shown(4, 'confirmed', 'Clean up.'),
      shown(9, 'awaiting_confirmation'),
      shown(13, 'confirmed'),
    );
    expect(steps.slice(1)).toEqual([
      { thought: 'Clean up.', calls: [{ tool: 'terminal', arguments: { command: 'rm -rf build' } }] },
    ]);
  });

  it.each([
    ['rejected', shown(13, 'rejected')],
    ['not decided yet', shown(14, 'awaiting_confirmation')],
  ])('are not carried out when they were %s', (_name, last) => {
    expect(parse(hello, shown(4, 'confirmed'), shown(9, 'awaiting_confirmation'), last)).toEqual([
      { calls: [], userMessage: 'hello' },
    ]);
  });

  it('are not carried out when an answer says that they were rejected', () => {
    const edit = { id: 4, source: 'agent', action: 'edit', args: { command: 'create', path: '/w/a', file_text: 'a' } };
    const answer = { source: 'agent', observation: 'user_rejected', cause: 4, content: 'No.', extras: {} };
    expect(parse(hello, edit, answer)).toHaveLength(1);
    const own = { id: 'a', kind: 'ActionEvent', source: 'agent', tool_name: 'terminal', action: { command: 'ls' } };
    const rejection = { id: 'u', kind: 'UserRejectObservation', source: 'environment', action_id: 'a' };
    expect(parse(hello, own, rejection)).toHaveLength(1);
  });
});
