import { describe, expect, it } from '@jest/globals';
import type { Action, ConversationEvent, Observation } from '@openhands-nest/contracts/events';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { aText } from '@openhands-nest/testing';
import { anAction, anAnswer, CALL, METADATA, project } from './__fixtures__/projected.js';
import { localTime } from './local-time.js';

describe('observations', () => {
  const answerTo = (action: Action, observation: Observation): unknown =>
    project(anAction(action), { ...anAnswer(observation), timestamp: CALL.timestamp })[1];
  const common = {
    id: 8,
    timestamp: localTime(CALL.timestamp),
    source: 'agent',
    cause: 4,
    tool_call_metadata: METADATA,
  };
  const run: Action = { kind: 'TerminalAction', command: 'pytest -q' };
  const metadata = {
    exit_code: 1,
    pid: 12,
    username: 'me',
    hostname: 'box',
    working_dir: '/w',
    prefix: '',
    suffix: '[done]',
  };

  it('of the terminal say how the command ended', () => {
    const observation: Observation = {
      kind: 'TerminalObservation',
      content: [aText('1 failed')],
      is_error: false,
      command: 'pytest -q',
      exit_code: 1,
      timeout: false,
      metadata,
    };
    expect(answerTo(run, observation)).toEqual({
      ...common,
      message: 'pytest -q: exit 1',
      observation: 'run',
      content: '1 failed',
      extras: { command: 'pytest -q', metadata: { ...metadata, py_interpreter_path: null }, hidden: false },
      success: false,
    });
    expect(answerTo(run, { ...observation, exit_code: -1 })).toMatchObject({ message: 'pytest -q: still running' });
    expect(answerTo(run, { ...observation, exit_code: null, is_error: true })).toMatchObject({ observation: 'error' });
  });

  it('of the editor show what was read', () => {
    const observation: Observation = {
      kind: 'FileEditorObservation',
      content: [aText('1\tconst a = 1;')],
      is_error: false,
      command: 'view',
      path: '/w/a.ts',
      prev_exist: true,
    };
    const view: Action = { kind: 'FileEditorAction', command: 'view', path: '/w/a.ts' };
    expect(answerTo(view, observation)).toEqual({
      ...common,
      message: 'read: /w/a.ts',
      observation: 'read',
      content: '1\tconst a = 1;',
      extras: { path: '/w/a.ts', impl_source: 'oh_aci' },
    });
    expect(answerTo(view, { ...observation, is_error: true })).toMatchObject({ observation: 'error' });
  });

  it('of the editor show what was changed', () => {
    const observation: Observation = {
      kind: 'FileEditorObservation',
      content: [aText('Edited.')],
      is_error: false,
      command: 'str_replace',
      path: '/w/a.ts',
      prev_exist: true,
      old_content: 'a\n',
      new_content: 'b\n',
    };
    const edit: Action = { kind: 'FileEditorAction', command: 'str_replace', path: '/w/a.ts' };
    expect(answerTo(edit, observation)).toEqual({
      ...common,
      message: 'edit: /w/a.ts',
      observation: 'edit',
      content: 'Edited.',
      extras: {
        path: '/w/a.ts',
        prev_exist: true,
        old_content: 'a\n',
        new_content: 'b\n',
        impl_source: 'oh_aci',
        diff: '--- /w/a.ts\n+++ /w/a.ts\n@@ -1,1 +1,1 @@\n-a\n+b',
        _diff_cache: null,
      },
    });
    expect(answerTo(edit, { ...observation, is_error: true })).toMatchObject({
      observation: 'edit',
      content: 'ERROR:\nEdited.',
      extras: { diff: null },
    });
  });

  it('of other tools are those of any tool', () => {
    const action: Action = { kind: 'GlobAction', pattern: '*.ts' };
    const observation: Observation = {
      kind: 'GlobObservation',
      content: [aText('/w/a.ts')],
      is_error: false,
      files: ['/w/a.ts'],
      pattern: '*.ts',
      search_path: '/w',
      truncated: false,
    };
    expect(answerTo(action, observation)).toEqual({
      ...common,
      message: '/w/a.ts',
      observation: 'mcp',
      content: '{"content":[{"type":"text","text":"/w/a.ts"}],"isError":false}',
      extras: { name: 'glob', arguments: { pattern: '*.ts' } },
    });
  });

  it("of a client's tool carry its name and arguments", () => {
    const action: Action = { kind: 'ClientAction_canvas_ui', tab: 'files' };
    const observation: Observation = { kind: 'ClientToolObservation', content: [aText('Sent.')], is_error: false };
    expect(answerTo(action, observation)).toMatchObject({
      observation: 'mcp',
      extras: { name: 'canvas_ui', arguments: { tab: 'files' } },
    });
  });

  it('of a thought confirm it, and a finish has none', () => {
    const thought: Action = { kind: 'ThinkAction', thought: 'Hm.' };
    expect(answerTo(thought, { kind: 'ThinkObservation', content: [aText('Noted.')], is_error: false })).toMatchObject({
      observation: 'think',
      content: 'Noted.',
      extras: {},
    });
    const finish: Action = { kind: 'FinishAction', message: 'Done.' };
    expect(answerTo(finish, { kind: 'FinishObservation', content: [], is_error: false })).toBeUndefined();
  });

  it('of a call that was rejected say why', () => {
    const rejection: ConversationEvent = {
      kind: EventKind.UserReject,
      id: 'u',
      timestamp: CALL.timestamp,
      source: 'environment',
      tool_name: 'terminal',
      tool_call_id: 'call_1',
      action_id: 'a',
      rejection_reason: 'Too risky.',
      rejection_source: 'user',
    };
    expect(project(anAction(run), rejection).at(-1)).toMatchObject({
      cause: 8,
      observation: 'user_rejected',
      content: 'Too risky.',
      extras: {},
    });
  });
});
