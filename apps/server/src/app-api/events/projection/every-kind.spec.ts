import { describe, expect, it } from '@jest/globals';
import { EVENT_DTOS } from '@openhands-nest/contracts/events';
import { parseValue } from '@openhands-nest/contracts/schema';
import { ActionKind, EventKind, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { aMessageEvent, aStateUpdate } from '@openhands-nest/testing';
import { ACTION_EXAMPLES } from './__fixtures__/action-examples.js';
import { EVENT_EXAMPLES } from './__fixtures__/event-examples.js';
import { OBSERVATION_EXAMPLES } from './__fixtures__/observation-examples.js';
import { anAction, anAnswer, CALL, METADATA, project } from './__fixtures__/projected.js';
import type { LegacyEvent } from './legacy-event.js';
import { localTime } from './local-time.js';

const common = { timestamp: localTime(CALL.timestamp), source: 'agent', tool_call_metadata: METADATA };
const actionEvent = (kind: ActionKind): ReturnType<typeof anAction> => {
  const { action, toolName = 'terminal' } = ACTION_EXAMPLES[kind];
  return anAction(action, { tool_name: toolName });
};

describe('every action', () => {
  it.each(Object.values(ActionKind))('%s has its exact form', (kind) => {
    const { action, shown } = ACTION_EXAMPLES[kind];
    expect(action.kind).toBe(kind);
    expect(JSON.parse(JSON.stringify(project(actionEvent(kind))))).toEqual([{ ...common, id: 4, ...shown }]);
  });
});

describe('every observation', () => {
  it.each(Object.values(ObservationKind))('%s has its exact form', (kind) => {
    const { action, observation, shown } = OBSERVATION_EXAMPLES[kind];
    expect(observation.kind).toBe(kind);
    const answer = { ...anAnswer(observation), timestamp: CALL.timestamp };
    const expected = shown ? [{ ...common, id: 8, cause: 4, ...shown }] : [];
    expect(project(anAction(action), answer).slice(1)).toEqual(expected);
  });
});

describe('every event', () => {
  it.each(Object.values(EventKind))('%s has its exact form', (kind) => {
    const { before = [], event, becomes } = EVENT_EXAMPLES[kind];
    expect(event.kind).toBe(kind);
    const shownBefore = project(...before).length;
    expect(project(...before, event).slice(shownBefore)).toEqual(becomes);
  });

  it.each([...Object.values(EVENT_EXAMPLES).map(({ event }) => event), ...Object.values(ActionKind).map(actionEvent)])(
    'of these examples is one that a log may hold: %#',
    (event) => expect(() => parseValue<object>(EVENT_DTOS[event.kind], event)).not.toThrow(),
  );
});

describe('the vocabulary of 0.53', () => {
  const typeOf = (event: LegacyEvent): string => ('action' in event ? event.action : event.observation);
  const story = [
    aMessageEvent('Hi'),
    ...Object.values(ActionKind).map(actionEvent),
    ...Object.values(EVENT_EXAMPLES).flatMap(({ before = [], event }) => [...before, event]),
    aStateUpdate('execution_status', 'finished'),
  ];
  const answers = Object.values(OBSERVATION_EXAMPLES).flatMap(({ action, observation }) =>
    project(anAction(action), anAnswer(observation)),
  );
  const shown = [
    ...project(...story),
    ...answers,
    ...project(anAction({ kind: 'FileEditorAction', command: 'view', path: '/w/a.ts' })),
  ];

  // Not `null`, `reject` and `change_agent_state`, since states tell the same; nor `run_ipython`, since there is no IPython here.
  it('is used for actions', () => {
    const actions = new Set(shown.filter((event) => 'action' in event).map(typeOf));
    expect([...actions].sort()).toEqual([
      'browse',
      'browse_interactive',
      'call_tool_mcp',
      'condensation',
      'condensation_request',
      'delegate',
      'edit',
      'finish',
      'message',
      'read',
      'recall',
      'run',
      'system',
      'think',
      'write',
    ]);
  });

  // Nor `null`, `success`, `condense`, `download` and `run_ipython`: nothing here calls for them.
  it('is used for observations', () => {
    const observations = new Set(shown.filter((event) => 'observation' in event).map(typeOf));
    expect([...observations].sort()).toEqual([
      'agent_state_changed',
      'browse',
      'delegate',
      'edit',
      'error',
      'mcp',
      'read',
      'recall',
      'run',
      'think',
      'user_rejected',
      'write',
    ]);
  });

  it('lacks no key that its clients rely on', () => {
    for (const event of shown) {
      expect(event).toMatchObject({
        id: expect.any(Number),
        timestamp: expect.any(String),
        message: expect.any(String),
      });
      if ('action' in event) expect(event.args).toEqual(expect.any(Object));
      else expect([typeof event.content, typeof event.extras]).toEqual(['string', 'object']);
    }
  });
});
