import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, FailureKind, UserAction } from '@openhands-nest/contracts/vocabulary';
import { aMessageEvent, aPauseEvent, aStateUpdate, aText } from '@openhands-nest/testing';
import { CALL, project } from './__fixtures__/projected.js';
import { localTime } from './local-time.js';

describe('messages', () => {
  it('carry their images', () => {
    const image = { type: 'image' as const, image_urls: ['data:image/png;base64,AA=='] };
    const event = aMessageEvent('', {
      llm_message: { role: 'user', content: [aText('see'), image], thinking_blocks: [] },
    });
    expect(project(event)[0]).toMatchObject({ args: { content: 'see', image_urls: ['data:image/png;base64,AA=='] } });
  });

  it('of the agent wait for an answer, and the end of the turn with them', () => {
    expect(
      project(aMessageEvent('Which one?', { source: 'agent' }), aStateUpdate('execution_status', 'finished')),
    ).toMatchObject([
      { source: 'agent', action: 'message', args: { wait_for_response: true } },
      { extras: { agent_state: 'awaiting_user_input' } },
    ]);
  });

  it('of the server to the model are nobody’s', () => {
    expect(project(aMessageEvent('Go on.', { source: 'environment' }))).toEqual([]);
  });
});

describe('the system prompt', () => {
  it('is an action with the tools as a model gets them', () => {
    const tool = { description: 'Thinks.', action_type: 'ThinkAction', kind: 'ThinkTool', title: 'think' };
    const [event] = project({
      kind: EventKind.SystemPrompt,
      id: 's',
      timestamp: CALL.timestamp,
      source: 'agent',
      system_prompt: aText('You are an agent.'),
      dynamic_context: aText('Today is Monday.'),
      tools: [tool],
    });
    expect(event).toEqual({
      id: 4,
      timestamp: localTime(CALL.timestamp),
      source: 'agent',
      message: 'You are an agent.\n\nToday is Monday.',
      action: 'system',
      args: {
        content: 'You are an agent.\n\nToday is Monday.',
        tools: [
          {
            type: 'function',
            function: {
              name: 'think',
              description: 'Thinks.',
              parameters: expect.objectContaining({ type: 'object', required: ['thought'] }),
            },
          },
        ],
        openhands_version: '0.53.0',
        agent_class: 'CodeActAgent',
      },
    });
  });
});

describe('states', () => {
  const status = (value: string): ConversationEvent => aStateUpdate('execution_status', value);
  const statesOf = (...events: ConversationEvent[]): unknown[] =>
    project(...events).flatMap((event) =>
      'observation' in event && event.observation === 'agent_state_changed' ? [event.extras['agent_state']] : [],
    );

  it.each([
    ['running', 'running'],
    ['paused', 'paused'],
    ['waiting_for_confirmation', 'awaiting_user_confirmation'],
    ['finished', 'finished'],
    ['error', 'error'],
    ['stuck', 'error'],
    ['deleting', 'stopped'],
  ])('%s is %s', (ours, theirs) => expect(statesOf(status(ours))).toEqual([theirs]));

  it('are told at each change, also when 0.53 has the same word for both', () => {
    const answered = aMessageEvent('Which one?', { source: 'agent' });
    expect(statesOf(answered, status('finished'), status('idle'), status('running'))).toEqual([
      'awaiting_user_input',
      'awaiting_user_input',
      'running',
    ]);
  });

  it('tell a stop from a pause', () => {
    const interrupt: ConversationEvent = {
      kind: EventKind.Interrupt,
      id: 'i',
      timestamp: CALL.timestamp,
      source: 'user',
    };
    expect(statesOf(interrupt, status('paused'), status('running'), aPauseEvent(), status('paused'))).toEqual([
      'stopped',
      'running',
      'paused',
    ]);
  });

  it('give the reason of an error, after the error itself', () => {
    const failure: ConversationEvent = {
      kind: EventKind.ConversationError,
      id: 'f',
      timestamp: CALL.timestamp,
      source: 'environment',
      code: 'LLMAuthenticationError',
      detail: 'The key is wrong.',
      classification: { kind: FailureKind.Auth, retryable: false, user_action: UserAction.Settings },
    };
    expect(project(failure, status('error'))).toMatchObject([
      {
        source: 'environment',
        observation: 'error',
        content: 'The key is wrong.',
        extras: { error_id: 'STATUS$ERROR_LLM_AUTHENTICATION' },
      },
      { extras: { agent_state: 'error', reason: 'LLMAuthenticationError: The key is wrong.' } },
    ]);
  });
});

describe('condensing', () => {
  it('is shown, and forgets nothing that clients have', () => {
    const base = { id: 'c', timestamp: CALL.timestamp, source: 'environment' } as const;
    expect(
      project(
        { ...base, kind: EventKind.CondensationRequest },
        {
          ...base,
          kind: EventKind.Condensation,
          forgotten_event_ids: ['x'],
          summary: 'So far.',
          summary_offset: 1,
          llm_response_id: 'r',
        },
      ),
    ).toMatchObject([
      { action: 'condensation_request', args: {} },
      {
        action: 'condensation',
        message: 'So far.',
        args: { forgotten_event_ids: [], summary: 'So far.', summary_offset: 1 },
      },
    ]);
  });
});
