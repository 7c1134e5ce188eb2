import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { jsonSchemaOf, parseValue, validateValue } from '@openhands-nest/contracts/schema';
import { ActionKind, EventKind, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { ACTION_DTOS, ActionEvent, EVENT_DTOS, MessageEvent, OBSERVATION_DTOS, TerminalAction } from './index.js';

const envelope = { id: 'a7', timestamp: '2026-03-02T09:15:04.880020', source: 'agent', parent_id: null };

describe('events', () => {
  it.each(Object.values(EventKind))('tells %s by its kind and refuses extra keys', (kind) => {
    const issues = validateValue(EVENT_DTOS[kind], { ...envelope, kind: 'Other', extra: 1 });
    expect(issues).toContainEqual(
      expect.objectContaining({ type: 'literal_error', loc: ['kind'], ctx: { expected: `'${kind}'` } }),
    );
    expect(issues).toContainEqual(expect.objectContaining({ type: 'extra_forbidden', loc: ['extra'] }));
  });

  it.each(Object.values(ActionKind))('gives %s its kind when it is left out', (kind) => {
    expect(validateValue(ACTION_DTOS[kind], { kind }).filter(({ loc }) => loc[0] === 'kind')).toEqual([]);
    expect(validateValue(ACTION_DTOS[kind], { kind: 'Other' })).toContainEqual(
      expect.objectContaining({ loc: ['kind'] }),
    );
    expect(jsonSchemaOf(ACTION_DTOS[kind])).not.toHaveProperty('properties.kind');
  });

  it.each(Object.values(ObservationKind))('refuses extra keys of %s', (kind) => {
    expect(validateValue(OBSERVATION_DTOS[kind], { extra: 1 })).toContainEqual(
      expect.objectContaining({ loc: ['extra'] }),
    );
  });

  it('fills in what the protocol lets out', () => {
    const event = parseValue(MessageEvent, {
      ...envelope,
      source: 'user',
      llm_message: { role: 'user', content: [{ text: 'hi' }] },
    });
    expect(event).toEqual({
      ...envelope,
      source: 'user',
      kind: 'MessageEvent',
      llm_message: { role: 'user', content: [{ cache_prompt: false, type: 'text', text: 'hi' }], thinking_blocks: [] },
      activated_skills: [],
      extended_content: [],
    });
  });

  it('finds the class of an action by its kind', () => {
    const action = { kind: 'TerminalAction', command: 'ls', is_input: 'no' };
    const call = { id: 'c', name: 'terminal', arguments: '{}' };
    const event = {
      ...envelope,
      thought: [],
      tool_name: 'terminal',
      tool_call_id: 'c',
      tool_call: call,
      llm_response_id: 'r',
    };
    expect(parseValue(ActionEvent, { ...event, action }).action).toEqual({
      kind: 'TerminalAction',
      command: 'ls',
      is_input: false,
      reset: false,
    });
    expect(validateValue(ActionEvent, { ...event, action: { kind: 'FinishAction' } }).map(({ loc }) => loc)).toEqual([
      ['action', 'FinishAction', 'message'],
    ]);
    expect(validateValue(ActionEvent, { ...event, action: { kind: 'Other' } }).map(({ type }) => type)).toEqual([
      'union_tag_invalid',
    ]);
    expect(validateValue(ActionEvent, { ...event, action: {} }).map(({ type }) => type)).toEqual([
      'union_tag_not_found',
    ]);
    expect(parseValue(ActionEvent, { ...event, action: null }).action).toBeNull();
  });

  it('checks a model’s arguments without a kind', () => {
    expect(parseValue(TerminalAction, { command: 'ls' })).toEqual({
      kind: 'TerminalAction',
      command: 'ls',
      is_input: false,
      reset: false,
    });
    expect(validateValue(TerminalAction, { timeout: -1 }).map(({ type, loc }) => `${type} ${loc.join('.')}`)).toEqual([
      'missing command',
      'greater_than_equal timeout',
    ]);
  });
});
