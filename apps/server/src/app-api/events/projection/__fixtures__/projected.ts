import type { Action, ConversationEvent, Observation } from '@openhands-nest/contracts/events';
import { eventJson } from '@openhands-nest/agent-ports';
import { anActionEvent, anObservationEvent } from '@openhands-nest/testing';
import type { LegacyEvent } from '../legacy-event.js';
import { Projection, type LoggedEvent } from '../projection.js';
import type { ProjectionContext } from '../recall.js';

/** What the conversation of these tests was created with. */
export const CONTEXT: ProjectionContext = {
  createdAt: '2026-03-02T09:15:00.000001Z',
  workingDirectory: '/srv/work/widget',
  repository: 'acme/widget',
  branch: 'main',
  instructions: 'Be brief.',
  confirmation: { kind: 'NeverConfirm' },
  isAnalyzed: false,
};
/** Identity of the one call that they make. */
export const CALL = { tool_call_id: 'call_1', llm_response_id: 'response_1', timestamp: '2026-03-02T09:16:00.000000' };

/** The events as a log hands them out. */
export function logged(events: readonly ConversationEvent[]): LoggedEvent[] {
  return events.map((event, index) => ({ seq: index + 1, kind: event.kind, json: eventJson(event) }));
}

/** What a whole log becomes, without what stands before it. */
export function project(...events: ConversationEvent[]): LegacyEvent[] {
  return projectIn(CONTEXT, ...events);
}

/** The same for a conversation that was created in another way. */
export function projectIn(context: ProjectionContext, ...events: ConversationEvent[]): LegacyEvent[] {
  const projection = new Projection(context);
  projection.opening();
  return logged(events).flatMap((event) => projection.next(event));
}

export function anAction(action: Action | undefined, overrides = {}): ConversationEvent {
  const { action: _terminal, ...rest } = anActionEvent('ls', { ...CALL, ...overrides });
  return action ? { ...rest, action } : rest;
}

export function anAnswer(observation: Observation): ConversationEvent {
  return anObservationEvent({ id: 'unused', tool_call_id: CALL.tool_call_id }, '', { observation });
}

/** How that call shows in what came of it. */
export const METADATA = {
  function_name: 'terminal',
  tool_call_id: 'call_1',
  model_response: {
    id: 'response_1',
    created: 1772442960,
    model: '',
    object: 'chat.completion',
    choices: [
      {
        finish_reason: 'tool_calls',
        index: 0,
        message: {
          content: '',
          role: 'assistant',
          tool_calls: [
            { index: 0, function: { arguments: '{"command":"ls"}', name: 'terminal' }, id: 'call_1', type: 'function' },
          ],
        },
      },
    ],
  },
  total_calls_in_response: 1,
};
