import { describe, expect, it } from '@jest/globals';
import { aMessageEvent, anObservationEvent, aStateUpdate } from '@openhands-nest/testing';
import { anAction, CONTEXT, logged, project } from './__fixtures__/projected.js';
import { seqOf } from './event-ids.js';
import { localTime } from './local-time.js';
import { Projection } from './projection.js';

describe('opening', () => {
  it('tells a state before anything has happened', () => {
    const timestamp = localTime('2026-03-02T09:15:00.000001');
    const rest = { timestamp, source: 'environment', message: '', observation: 'agent_state_changed', content: '' };
    expect(new Projection(CONTEXT).opening()).toEqual([
      { id: 0, ...rest, extras: { agent_state: 'loading', reason: '' } },
      { id: 1, ...rest, extras: { agent_state: 'awaiting_user_input', reason: '' } },
    ]);
  });
});

describe('ids', () => {
  const log = [
    aMessageEvent('one'),
    aStateUpdate(),
    anAction({ kind: 'TerminalAction', command: 'ls' }),
    anObservationEvent({ id: 'unused', tool_call_id: 'call_1' }),
    aMessageEvent('two', { source: 'agent' }),
    aStateUpdate('execution_status', 'finished'),
    aMessageEvent('three'),
  ];

  it('grow, and name their event of the log', () => {
    const ids = project(...log).map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other));
    expect(ids.map(seqOf)).toEqual([1, 1, 2, 3, 3, 4, 5, 6, 7]);
  });

  it('and all the rest are the same for a reader that begins anywhere', () => {
    const whole = project(...log);
    for (let start = 0; start <= log.length; start += 1) {
      const projection = new Projection(CONTEXT);
      projection.opening();
      const events = logged(log);
      events.slice(0, start).forEach((event) => projection.skip(event));
      const rest = events.slice(start).flatMap((event) => projection.next(event));
      expect(rest).toEqual(whole.filter(({ id }) => seqOf(id) > start));
    }
  });
});

describe('localTime', () => {
  it('is the same moment on the clock of the server', () => {
    const local = localTime('2026-07-02T09:15:01.204113');
    expect(local).toMatch(/^2026-07-0\dT\d\d:\d\d:01\.204113$/);
    expect(new Date(local).getTime()).toBe(Date.UTC(2026, 6, 2, 9, 15, 1, 204));
  });
});
