import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import { aStateUpdate, aText } from '@openhands-nest/testing';
import { anAction, anAnswer, CALL, CONTEXT, logged, projectIn } from './__fixtures__/projected.js';
import type { LegacyEvent } from './legacy-event.js';
import { Projection } from './projection.js';
import type { ProjectionContext } from './recall.js';

const ALWAYS: ProjectionContext = { ...CONTEXT, confirmation: { kind: 'AlwaysConfirm' } };
const RISKY: ProjectionContext = {
  ...CONTEXT,
  confirmation: { kind: 'ConfirmRisky', threshold: 'MEDIUM', confirm_unknown: true },
  isAnalyzed: true,
};

const edit = (overrides = {}): ConversationEvent =>
  anAction(
    { kind: 'FileEditorAction', command: 'create', path: '/w/a.txt', file_text: 'A' },
    { tool_name: 'file_editor', thought: [aText('A file.')], ...overrides },
  );
const edited = anAnswer({
  kind: 'FileEditorObservation',
  command: 'create',
  path: '/w/a.txt',
  prev_exist: false,
  old_content: null,
  new_content: 'A',
  content: [],
  is_error: false,
} as never);
const status = (value: string): ConversationEvent => aStateUpdate('execution_status', value);
const waiting = status('waiting_for_confirmation');
const judged = (risk: SecurityRisk): ConversationEvent => ({
  kind: EventKind.SecurityAnalysis,
  id: 'j',
  timestamp: CALL.timestamp,
  source: 'environment',
  analyzer: 'LLMSecurityAnalyzer',
  policy: 'ConfirmRisky',
  risks: { a: risk },
  details: {},
});

/** Id and what an event is, which is all that these tests look at. */
function outline(events: readonly LegacyEvent[]): unknown[] {
  return events.map((event) =>
    'action' in event
      ? [event.id, event.action, event.args['confirmation_state'], event.args['thought']]
      : [event.id, event.extras['agent_state'] ?? event.observation, event.cause],
  );
}

describe('a call that a person has to approve', () => {
  it('is shown after the state that says so: below what comes then clients ask', () => {
    expect(outline(projectIn(ALWAYS, edit(), waiting))).toEqual([
      [8, 'awaiting_user_confirmation', undefined],
      [9, 'edit', 'awaiting_confirmation', 'A file.'],
    ]);
  });

  it('is shown again when it may go on, and that is what its answer refers to', () => {
    expect(outline(projectIn(ALWAYS, edit(), waiting, status('running'), edited)).slice(2)).toEqual([
      [12, 'user_confirmed', undefined],
      [13, 'edit', 'confirmed', ''],
      [14, 'running', undefined],
      [16, 'edit', 13],
    ]);
  });

  it('waits by the policy that was set last', () => {
    const never = aStateUpdate('confirmation_policy', { kind: 'NeverConfirm' });
    expect(outline(projectIn(ALWAYS, never, edit(), edited))).toEqual([
      [8, 'edit', undefined, 'A file.'],
      [12, 'edit', 8],
    ]);
  });

  it('is shown at once when it is harmless by itself', () => {
    const thought = anAction({ kind: 'ThinkAction', thought: 'Hm.' }, { tool_name: 'think' });
    expect(outline(projectIn(ALWAYS, thought))).toEqual([[4, 'think', undefined, 'Hm.']]);
  });

  it('has ids of its own however many calls its reply has', () => {
    const calls = Array.from({ length: 5 }, (_, index) => edit({ tool_call_id: `call_${index}` }));
    const ids = projectIn(ALWAYS, ...calls, waiting, status('running'), edited).map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other));
  });

  it('has ids of its own even if it comes while others wait', () => {
    const calls = [edit({ tool_call_id: 'call_1' }), edit({ tool_call_id: 'call_2' })];
    const ids = projectIn(ALWAYS, waiting, ...calls, status('running'), edited).map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other));
  });

  it('is the same to a reader who comes later', () => {
    const events = logged([edit(), edited, status('running'), edit({ llm_response_id: 'response_2' }), waiting]);
    const projection = new Projection(ALWAYS);
    for (const event of events.slice(0, 3)) projection.skip(event);
    const late = events.slice(3).flatMap((event) => projection.next(event));
    const whole = new Projection(ALWAYS);
    expect(late).toEqual(events.flatMap((event) => whole.next(event)).slice(-late.length));
  });
});

describe('a call that an analyzer judges', () => {
  it('is shown with its judgement when that lets it go on', () => {
    expect(outline(projectIn(RISKY, edit(), judged(SecurityRisk.Low), edited))).toEqual([
      [8, 'edit', undefined, 'A file.'],
      [12, 'edit', 8],
    ]);
  });

  it('waits with a judgement that does not', () => {
    expect(outline(projectIn(RISKY, edit(), judged(SecurityRisk.High), waiting))).toEqual([
      [12, 'awaiting_user_confirmation', undefined],
      [13, 'edit', 'awaiting_confirmation', 'A file.'],
    ]);
  });

  it('is shown before its answer at the latest, whatever is missing between them', () => {
    expect(outline(projectIn(RISKY, edit(), edited))).toEqual([
      [8, 'edit', undefined, 'A file.'],
      [9, 'edit', 8],
    ]);
  });
});
