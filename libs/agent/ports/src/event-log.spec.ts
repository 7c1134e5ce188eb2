import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { eventJson } from './event-log.js';

const BASE = { id: 'one', timestamp: '2026-01-01T00:00:00', source: EventSource.Environment };

describe('the JSON text of an event', () => {
  it('has no null members', () => {
    const event = { ...BASE, kind: EventKind.Pause, parent_id: null } as unknown as ConversationEvent;
    expect(JSON.parse(eventJson(event))).toEqual({ ...BASE, kind: EventKind.Pause });
  });

  it('keeps the nulls in a changed part of the state, where they mean something', () => {
    const value = { usage_to_metrics: { agent: { max_budget_per_task: null } } };
    const event = { ...BASE, kind: EventKind.StateUpdate, key: 'stats', value, parent_id: null };
    expect(JSON.parse(eventJson(event as unknown as ConversationEvent))).toEqual({
      ...BASE,
      kind: EventKind.StateUpdate,
      key: 'stats',
      value,
    });
  });

  it('leaves them out of the whole state', () => {
    const event = { ...BASE, kind: EventKind.StateUpdate, key: 'full_state', value: { title: null, id: 'c' } };
    expect(eventJson(event as unknown as ConversationEvent)).toContain('"value":{"id":"c"}');
  });
});
