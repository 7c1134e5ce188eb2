import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventSource } from '@openhands-nest/contracts/vocabulary';
import {
  aMessageEvent,
  anActionEvent,
  anAgentErrorEvent,
  anObservationEvent,
  aStateUpdate,
} from '@openhands-nest/testing';
import { View } from './view.js';

function viewOf(...events: ConversationEvent[]): View {
  const view = new View((observation) => observation.content);
  events.forEach((event, index) => view.add(event, index + 1));
  return view;
}

const roles = (view: View): string[] => view.beginReply().map(({ role }) => role);

describe('View', () => {
  it('puts the answers of a reply right behind it, in call order, whenever they come', () => {
    const first = anActionEvent('a', { llm_response_id: 'r1' });
    const second = anActionEvent('b', { llm_response_id: 'r1' });
    const view = viewOf(
      aMessageEvent('go'),
      first,
      second,
      anObservationEvent(second, 'B'),
      aMessageEvent('by the way'),
      anObservationEvent(first, 'A'),
    );

    const messages = view.beginReply();

    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'tool', 'user']);
    expect(messages.slice(2, 4).map((message) => (message.role === 'tool' ? message.toolCallId : ''))).toEqual([
      first.tool_call_id,
      second.tool_call_id,
    ]);
  });

  it('keeps replies apart that came one after the other', () => {
    const first = anActionEvent('a', { llm_response_id: 'r1' });
    const second = anActionEvent('b', { llm_response_id: 'r2' });
    expect(
      roles(viewOf(aMessageEvent('go'), first, anObservationEvent(first), second, anObservationEvent(second))),
    ).toEqual(['user', 'assistant', 'tool', 'assistant', 'tool']);
  });

  it('puts a message that the model could not have seen behind its reply', () => {
    const view = viewOf(aMessageEvent('go'));
    view.beginReply();
    view.add(aMessageEvent('wait'), 2);
    view.add(aMessageEvent('Done.', { source: EventSource.Agent }), 3);

    expect(view.awaitsReply).toBe(true);
    expect(roles(view)).toEqual(['user', 'assistant', 'user']);
  });

  it('leaves out state, and messages without content', () => {
    const view = viewOf(
      aMessageEvent('go'),
      aStateUpdate('stats', {}),
      aMessageEvent('', { source: EventSource.Agent }),
    );
    expect(roles(view)).toEqual(['user']);
  });

  it('knows the calls that have no answer', () => {
    const answered = anActionEvent('a', { llm_response_id: 'r' });
    const failed = anActionEvent('b', { llm_response_id: 'r' });
    const open = anActionEvent('c', { llm_response_id: 'r' });
    const view = viewOf(
      aMessageEvent('go'),
      answered,
      failed,
      open,
      anObservationEvent(answered),
      anAgentErrorEvent('no', { tool_call_id: failed.tool_call_id }),
    );
    expect(view.openCalls.map(({ tool_call_id }) => tool_call_id)).toEqual([open.tool_call_id]);
  });

  it('ignores an event that it has seen', () => {
    const view = viewOf(aMessageEvent('go'));
    view.add(aMessageEvent('go'), 1);
    expect(roles(view)).toEqual(['user']);
  });
});
