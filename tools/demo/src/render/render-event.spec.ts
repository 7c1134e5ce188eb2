import { describe, expect, it } from '@jest/globals';
import { EventKind, type ConversationEvent } from '@openhands-nest/client';
import { EventSource } from '@openhands-nest/contracts/vocabulary';
import {
  aMessageEvent,
  anActionEvent,
  anAgentErrorEvent,
  anObservationEvent,
  aPauseEvent,
  aStateUpdate,
  aText,
} from '@openhands-nest/testing';
import { createPaint } from '../terminal/paint.js';
import { renderEvent } from './render-event.js';

const plain = createPaint({ isTTY: false }, {});
const shown = (event: object): string => renderEvent(event as ConversationEvent, plain).join('\n');
const base = { id: 'e1', timestamp: '2026-03-02T09:15:00.000000', source: EventSource.Environment };
const action = (fields: object): object => ({ ...anActionEvent(), action: fields, thought: [] });
const observation = (fields: object): object => ({
  ...anObservationEvent(),
  observation: { content: [], is_error: false, ...fields },
});

describe('an event in a terminal', () => {
  it('says who speaks', () => {
    expect(shown(aMessageEvent('please help'))).toBe('You      please help');
    expect(shown(aMessageEvent('gladly', { source: EventSource.Agent }))).toBe('Agent    gladly');
  });

  it('wraps long speech under the speaker, and loses no word of it', () => {
    const words = Array.from({ length: 80 }, (_, index) => `word${index}`).join(' ');
    const lines = shown(aMessageEvent(words)).split('\n');

    expect(lines.length).toBeGreaterThan(3);
    expect(lines.slice(1).every((line) => line.startsWith('         word') && line.length <= 120)).toBe(true);
    expect(lines.map((line) => line.slice(9)).join(' ')).toBe(words);
  });

  it('shows what the agent thinks before what it asks for', () => {
    const event = {
      ...anActionEvent(),
      thought: [aText('Let me look.')],
      action: { kind: 'TerminalAction', command: 'ls' },
    };
    expect(shown(event)).toBe('Agent    Let me look.\n         $ ls');
  });

  it.each([
    [{ kind: 'TerminalAction', command: 'y', is_input: true }, '> y'],
    [
      { kind: 'FileEditorAction', command: 'str_replace', path: 'a.js', old_str: 'old', new_str: 'new' },
      /str_replace a\.js\n +- old\n +\+ new/,
    ],
    [
      { kind: 'FileEditorAction', command: 'create', path: 'a.js', file_text: 'one\ntwo' },
      /create a\.js\n +\+ one\n +\+ two/,
    ],
    [{ kind: 'TaskTrackerAction', command: 'plan', task_list: [] }, 'writes a plan'],
    [{ kind: 'ThinkAction', thought: 'hm' }, 'hm'],
    [{ kind: 'FinishAction', message: 'All done.' }, /finished\n +All done\./],
    [{ kind: 'GlobAction', pattern: '**/*.js' }, 'looks for files **/*.js'],
    [{ kind: 'GrepAction', pattern: 'end' }, 'searches for end'],
    [null, 'not understood'],
  ])('shows the action %j', (fields, expected) => {
    expect(shown(action(fields as object))).toMatch(
      typeof expected === 'string' ? new RegExp(escaped(expected)) : expected,
    );
  });

  it.each([
    [{ kind: 'TerminalObservation', content: [aText('a.txt')], exit_code: 0 }, /│ a\.txt\n +✓ exit code 0$/],
    [{ kind: 'TerminalObservation', exit_code: 2 }, /^ +✗ exit code 2$/],
    [{ kind: 'TerminalObservation', exit_code: -1 }, /still running/],
    [{ kind: 'TerminalObservation', exit_code: null }, /✗ refused/],
    [{ kind: 'FileEditorObservation', command: 'view', content: [aText('  1\thello')] }, /│ {3}1\thello/],
    [{ kind: 'FileEditorObservation', command: 'create', content: [aText('done')] }, /^ +✓ written$/],
    [
      { kind: 'FileEditorObservation', command: 'view', content: [aText('no such file')], is_error: true },
      /✗ no such file/,
    ],
    [
      { kind: 'TaskTrackerObservation', task_list: [{ title: 'test it', status: 'done' }, { title: 'ship it' }] },
      /\[x\] test it\n.*\[ \] ship it/,
    ],
    [{ kind: 'GlobObservation', files: ['/w/a.js'] }, /│ \/w\/a\.js/],
    [{ kind: 'GrepObservation', matches: ['/w/b.js'] }, /│ \/w\/b\.js/],
  ])('shows the observation %j', (fields, expected) => {
    expect(shown(observation(fields))).toMatch(expected);
  });

  it.each([
    [anAgentErrorEvent('no such tool'), '✗ no such tool'],
    [
      { ...base, kind: EventKind.ConversationError, code: 'X', detail: 'Git is not installed.' },
      '✗ Git is not installed.',
    ],
    [{ ...base, kind: EventKind.ServerError, code: 'X', detail: 'too slow' }, '✗ too slow'],
    [{ ...base, kind: EventKind.UserReject, rejection_reason: 'no' }, '✗ rejected: no'],
    [aStateUpdate('execution_status', 'running'), '— running —'],
    [aPauseEvent(), 'pause'],
    [{ ...base, kind: EventKind.Interrupt }, 'interrupted'],
    [{ ...base, kind: EventKind.Condensation }, 'shortened'],
    [
      { ...base, kind: EventKind.HookExecution, hook_command: 'lint', exit_code: 1 },
      'hook lint ended with exit code 1',
    ],
    [{ ...base, kind: EventKind.AcpToolCall, title: 'search' }, 'search'],
    [
      { ...base, kind: EventKind.SystemPrompt, tools: [{ title: 'terminal' }, { title: 'finish' }] },
      'terminal, finish',
    ],
  ])('shows what else happens: %#', (event, expected) => {
    expect(shown(event)).toContain(expected);
  });

  it.each([
    aStateUpdate('title', 'A title'),
    observation({ kind: 'ThinkObservation' }),
    observation({ kind: 'FinishObservation' }),
    { ...base, kind: EventKind.StreamingDelta, content: 'he' },
    { ...base, kind: EventKind.CondensationRequest },
  ])('leaves out what tells a person nothing: %#', (event) => {
    expect(shown(event)).toBe('');
  });

  it('keeps the beginning and the end of a long output', () => {
    const output = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`).join('\n');
    const text = shown(observation({ kind: 'TerminalObservation', content: [aText(output)], exit_code: 0 }));

    expect(text).toContain('line 1\n');
    expect(text).toContain('… 85 more lines …');
    expect(text).toContain('line 100\n');
    expect(text).not.toContain('line 50');
  });

  it('never lets an output steer the terminal', () => {
    const content = [aText('\u001b[31mred\u001b[0m \u001b]0;title\u0007\u001b[2Jend\u0008')];
    const text = shown(observation({ kind: 'TerminalObservation', content, exit_code: 0 }));

    expect(text).toMatch(/│ red end\n/);
  });
});

describe('colours', () => {
  const terminal = { isTTY: true, columns: 80 };

  it('are for terminals alone, and for people who want them', () => {
    expect(createPaint(terminal, {}).red('x')).toContain('\u001b[31m');
    expect(createPaint(terminal, { NO_COLOR: '1' }).red('x')).toBe('x');
    expect(createPaint(terminal, { TERM: 'dumb' }).red('x')).toBe('x');
    expect(createPaint({ isTTY: false }, {}).red('x')).toBe('x');
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
