import { expect, it } from '@jest/globals';
import { fc } from '@openhands-nest/testing/properties';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { ActionKind, EventKind, ExecutionStatus, SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import { aMessageEvent, aStateUpdate } from '@openhands-nest/testing';
import { ACTION_EXAMPLES } from './__fixtures__/action-examples.js';
import { EVENT_EXAMPLES } from './__fixtures__/event-examples.js';
import { OBSERVATION_EXAMPLES } from './__fixtures__/observation-examples.js';
import { anAction, anAnswer, CONTEXT, logged } from './__fixtures__/projected.js';
import { legacyId, seqOf } from './event-ids.js';
import { Projection } from './projection.js';
import type { ProjectionContext } from './recall.js';

const oneOf = <T>(values: Iterable<T>): fc.Arbitrary<T> => fc.constantFrom(...values);
const callId = fc.integer({ min: 1, max: 4 }).map((number) => `call_${number}`);
const replyId = fc.integer({ min: 1, max: 3 }).map((number) => `response_${number}`);

const call: fc.Arbitrary<ConversationEvent> = fc
  .record({
    kind: oneOf(Object.values(ActionKind)),
    id: callId,
    reply: replyId,
    risk: oneOf(Object.values(SecurityRisk)),
  })
  .map(({ kind, id, reply, risk }) =>
    anAction(ACTION_EXAMPLES[kind].action, { tool_call_id: id, llm_response_id: reply, security_risk: risk }),
  );
const answer: fc.Arbitrary<ConversationEvent> = fc
  .record({ example: oneOf(Object.values(OBSERVATION_EXAMPLES)), id: callId })
  .map(({ example, id }) => ({ ...anAnswer(example.observation), tool_call_id: id }) as ConversationEvent);
const status = oneOf(Object.values(ExecutionStatus)).map((value) => aStateUpdate('execution_status', value));
const policy = oneOf([{ kind: 'NeverConfirm' }, { kind: 'AlwaysConfirm' }]).map((value) =>
  aStateUpdate('confirmation_policy', value),
);
const message = fc
  .record({ source: oneOf(['user', 'agent', 'environment'] as const), skills: fc.boolean() })
  .map(({ source, skills }) =>
    aMessageEvent('Hi', {
      source,
      ...(skills && {
        activated_skills: ['tea'],
        extended_content: [{ cache_prompt: false, type: 'text', text: 'Tea.' }],
      }),
    }),
  );
const other = oneOf(Object.values(EVENT_EXAMPLES).map(({ event }) => event));
const logs = fc.array(fc.oneof(call, call, answer, status, message, policy, other), { maxLength: 40 });
const contexts: fc.Arbitrary<ProjectionContext> = fc
  .record({ confirms: fc.boolean(), isAnalyzed: fc.boolean() })
  .map(({ confirms, isAnalyzed }) => ({
    ...CONTEXT,
    confirmation: confirms ? { kind: 'AlwaysConfirm' } : { kind: 'NeverConfirm' },
    isAnalyzed,
  }));

it('gives every event ids of its own, in order, whatever a log holds', () => {
  fc.assert(
    fc.property(contexts, logs, (context, log) => {
      const projection = new Projection(context);
      projection.opening();
      for (const event of logged(log)) {
        const ids = projection.next(event).map(({ id }) => id);
        expect(ids).toEqual(ids.map((_, place) => legacyId(event.seq, place)));
        expect(ids.every((id) => seqOf(id) === event.seq)).toBe(true);
      }
    }),
  );
});

it('shows the same to a reader that begins anywhere', () => {
  fc.assert(
    fc.property(contexts, logs, fc.nat(), (context, log, anywhere) => {
      const events = logged(log);
      const start = events.length === 0 ? 0 : anywhere % events.length;
      const [whole, late] = [new Projection(context), new Projection(context)];
      events.slice(0, start).forEach((event) => {
        whole.next(event);
        late.skip(event);
      });
      for (const event of events.slice(start)) expect(late.next(event)).toEqual(whole.next(event));
    }),
  );
});

it('refers only to what was shown before', () => {
  fc.assert(
    fc.property(contexts, logs, (context, log) => {
      const projection = new Projection(context);
      const shown = new Set(projection.opening().map(({ id }) => id));
      for (const event of logged(log).flatMap((logEvent) => projection.next(logEvent))) {
        if (event.cause !== undefined) expect(shown).toContain(event.cause);
        shown.add(event.id);
      }
    }),
  );
});

it('knows every kind', () => expect(Object.keys(EVENT_EXAMPLES).sort()).toEqual(Object.values(EventKind).sort()));
