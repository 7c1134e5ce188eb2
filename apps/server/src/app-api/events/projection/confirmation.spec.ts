import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { aStateUpdate } from '@openhands-nest/testing';
import { anAction, anAnswer, CALL, CONTEXT, logged, METADATA, project } from './__fixtures__/projected.js';
import { localTime } from './local-time.js';
import { Projection } from './projection.js';

const status = (value: string): ConversationEvent => aStateUpdate('execution_status', value);
const run = { kind: 'TerminalAction', command: 'rm -rf build' } as const;
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

/** A call, and all that is shown after it. */
const shownAfter = (...events: ConversationEvent[]): unknown[] =>
  project(anAction(run, { thought: [{ type: 'text', text: 'Clean up.' }] }), ...events).slice(1);
const state = (name: string, id: number): object => ({
  id,
  observation: 'agent_state_changed',
  extras: { agent_state: name },
});

describe('a command that waits for approval', () => {
  const waiting = status('waiting_for_confirmation');

  it('is shown again with a mark, after the state', () => {
    const [told, again] = shownAfter(waiting);
    expect(told).toMatchObject(state('awaiting_user_confirmation', 8));
    expect(again).toEqual({
      id: 9,
      timestamp: localTime((waiting as { timestamp: string }).timestamp),
      source: 'agent',
      message: 'run: rm -rf build',
      action: 'run',
      tool_call_metadata: expect.objectContaining({ tool_call_id: METADATA.tool_call_id }),
      args: {
        command: 'rm -rf build',
        is_input: false,
        thought: '',
        blocking: false,
        is_static: false,
        cwd: null,
        hidden: false,
        confirmation_state: 'awaiting_confirmation',
      },
    });
  });

  it('is shown once more when it may go on, and that is what its answer refers to', () => {
    const done = anAnswer({
      kind: 'TerminalObservation',
      command: 'rm -rf build',
      exit_code: 0,
      content: [],
      is_error: false,
      timeout: false,
      metadata: { exit_code: 0, pid: -1, prefix: '', suffix: '' },
    } as never);
    const shown = shownAfter(waiting, status('running'), done).slice(2);
    expect(shown).toMatchObject([
      state('user_confirmed', 12),
      { id: 13, action: 'run', args: { confirmation_state: 'confirmed', thought: '' } },
      state('running', 14),
      { id: 16, observation: 'run', cause: 13 },
    ]);
  });

  it('is shown as rejected before the answer that says so', () => {
    const shown = shownAfter(waiting, rejection, status('idle')).slice(2);
    expect(shown).toMatchObject([
      state('user_rejected', 12),
      { id: 13, action: 'run', args: { confirmation_state: 'rejected' } },
      { id: 14, observation: 'user_rejected', content: 'Too risky.', cause: 13 },
      state('awaiting_user_input', 16),
    ]);
  });

  it('waits no longer for a reader that comes after the rejection', () => {
    const log = logged([anAction(run), waiting, rejection, status('running')]);
    const late = new Projection(CONTEXT);
    log.slice(0, 3).forEach((event) => late.skip(event));
    expect(late.next(log[3]!)).toMatchObject([state('running', 16)]);
  });

  it('is forgotten when the wait ends in another way', () => {
    const shown = shownAfter(waiting, status('paused'), status('running')).slice(2);
    expect(shown).toMatchObject([state('paused', 12), state('running', 16)]);
  });

  it('keeps to the ids of its event, however many there are', () => {
    const calls = Array.from({ length: 6 }, (_, index) => anAction(run, { tool_call_id: `call_${index}` }));
    const ids = project(...calls, waiting, status('running')).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort((one, other) => one - other)).toEqual(ids);
  });
});
