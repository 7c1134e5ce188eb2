import { describe, expect, it } from '@jest/globals';
import type { Action } from '@openhands-nest/contracts/events';
import { SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import { anAgentErrorEvent, aStateUpdate, aText } from '@openhands-nest/testing';
import { anAction, CALL, METADATA, project } from './__fixtures__/projected.js';
import { localTime } from './local-time.js';

describe('actions', () => {
  const event = (action: Action, overrides = {}): unknown => project(anAction(action, overrides))[0];
  const common = {
    id: 4,
    timestamp: localTime(CALL.timestamp),
    source: 'agent',
    tool_call_metadata: METADATA,
  };

  it('of the terminal run', () => {
    expect(event({ kind: 'TerminalAction', command: 'pytest -q' })).toEqual({
      ...common,
      message: 'run: pytest -q',
      action: 'run',
      args: {
        command: 'pytest -q',
        is_input: false,
        thought: '',
        blocking: false,
        is_static: false,
        cwd: null,
        hidden: false,
        confirmation_state: 'confirmed',
      },
    });
  });

  it('have a timeout and a risk when there is one, and what was said beside them', () => {
    const overrides = { security_risk: SecurityRisk.High, thought: [aText('Careful.')] };
    expect(event({ kind: 'TerminalAction', command: 'make', timeout: 60, is_input: true }, overrides)).toMatchObject({
      timeout: 60,
      args: { is_input: true, blocking: true, thought: 'Careful.', security_risk: 2 },
    });
  });

  it('of the editor read', () => {
    expect(event({ kind: 'FileEditorAction', command: 'view', path: '/w/a.ts', view_range: [1, 5] })).toEqual({
      ...common,
      message: 'read: /w/a.ts',
      action: 'read',
      args: { path: '/w/a.ts', start: 0, end: -1, thought: '', impl_source: 'oh_aci', view_range: [1, 5] },
    });
  });

  it('of the editor edit', () => {
    expect(
      event({ kind: 'FileEditorAction', command: 'str_replace', path: '/w/a.ts', old_str: 'a', new_str: 'b' }),
    ).toEqual({
      ...common,
      message: '',
      action: 'edit',
      args: {
        path: '/w/a.ts',
        command: 'str_replace',
        file_text: null,
        old_str: 'a',
        new_str: 'b',
        insert_line: null,
        content: '',
        start: 1,
        end: -1,
        thought: '',
        impl_source: 'oh_aci',
      },
    });
  });

  it('think', () => {
    expect(event({ kind: 'ThinkAction', thought: 'Hm.' })).toEqual({
      ...common,
      message: 'thought: Hm.',
      action: 'think',
      args: { thought: 'Hm.' },
    });
  });

  it('finish', () => {
    expect(event({ kind: 'FinishAction', message: 'Done.' }, { thought: [aText('So.')] })).toMatchObject({
      message: 'Done.',
      action: 'finish',
      args: { final_thought: 'Done.', outputs: {}, thought: 'So.' },
    });
  });

  it('of a tool of the client are named after it', () => {
    const overrides = { tool_name: 'canvas_ui' };
    expect(event({ kind: 'ClientAction_canvas_ui', tab: 'files' }, overrides)).toMatchObject({
      message: 'canvas_ui: {"tab":"files"}',
      action: 'call_tool_mcp',
      args: { name: 'canvas_ui', arguments: { tab: 'files' } },
    });
  });

  it('carry what the conversation has used so far', () => {
    const usage = {
      model: 'm',
      prompt_tokens: 5120,
      completion_tokens: 88,
      cache_read_tokens: 7,
      cache_write_tokens: 3,
      reasoning_tokens: 9,
      context_window: 200000,
      per_turn_token: 5208,
      response_id: 'r',
    };
    const metrics = { model_name: 'm', accumulated_cost: 0.5, max_budget_per_task: 2, accumulated_token_usage: usage };
    const stats = { usage_to_metrics: { agent: metrics, condenser: { ...metrics, accumulated_cost: 0.25 } } };
    const [event] = project(aStateUpdate('stats', stats), anAction({ kind: 'ThinkAction', thought: 'Hm.' }));
    expect(event).toMatchObject({ id: 8, tool_call_metadata: { model_response: { model: 'm' } } });
    expect(event?.llm_metrics).toEqual({
      accumulated_cost: 0.75,
      max_budget_per_task: 2,
      accumulated_token_usage: {
        model: 'm',
        prompt_tokens: 10240,
        completion_tokens: 176,
        cache_read_tokens: 14,
        cache_write_tokens: 6,
        context_window: 200000,
        per_turn_token: 5208,
        response_id: '',
      },
      costs: [],
      response_latencies: [],
      token_usages: [],
    });
  });

  it('that nobody understands are an error, after what was said beside them', () => {
    const call = anAction(undefined, { thought: [aText('Let me see.')] });
    const error = anAgentErrorEvent('No such tool.', { tool_call_id: 'call_1' });
    expect(project(call, error)).toMatchObject([
      { id: 4, action: 'think', args: { thought: 'Let me see.' } },
      { id: 8, cause: 4, observation: 'error', content: 'No such tool.', extras: { error_id: '' } },
    ]);
    const [only, ...others] = project(anAction(undefined), error);
    expect(only).toMatchObject({ id: 8, observation: 'error' });
    expect(only).not.toHaveProperty('cause');
    expect(others).toEqual([]);
  });
});
