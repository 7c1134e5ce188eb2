import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import type { StuckThresholds } from '@openhands-nest/agent-ports';
import { aMessageEvent, anActionEvent, anAgentErrorEvent, anObservationEvent } from '@openhands-nest/testing';
import { STUCK_THRESHOLDS, StuckDetector } from './stuck-detector.js';

function after(...events: ConversationEvent[][]): StuckDetector {
  return afterWith({}, ...events);
}

function afterWith(thresholds: Partial<StuckThresholds>, ...events: ConversationEvent[][]): StuckDetector {
  const detector = new StuckDetector({ ...STUCK_THRESHOLDS, ...thresholds });
  for (const event of events.flat()) detector.add(event);
  return detector;
}

function ran(command: string, output = 'same'): ConversationEvent[] {
  const action = anActionEvent(command);
  return [action, anObservationEvent(action, output)];
}

function failed(command: string, error = 'it failed'): ConversationEvent[] {
  const action = anActionEvent(command);
  return [action, anAgentErrorEvent(error, { tool_call_id: action.tool_call_id })];
}

function rejected(command: string): ConversationEvent[] {
  const action = anActionEvent(command);
  const { tool_name, tool_call_id, id: action_id } = action;
  const { id, timestamp } = aMessageEvent('for its id');
  const rejection = { rejection_reason: 'no', rejection_source: 'user' } as const;
  const source = EventSource.Environment;
  return [
    action,
    { kind: EventKind.UserReject, id, timestamp, source, tool_name, tool_call_id, action_id, ...rejection },
  ];
}

const said = (): ConversationEvent[] => [aMessageEvent('hm', { source: EventSource.Agent })];
const nudged = (): ConversationEvent[] => [aMessageEvent('go on', { source: EventSource.Environment })];
const asked = (): ConversationEvent[] => [aMessageEvent('go on')];
const times = (count: number, events: () => ConversationEvent[]): ConversationEvent[] =>
  Array.from({ length: count }, events).flat();

describe('an agent is stuck', () => {
  it('when it does the same with the same outcome four times', () => {
    expect(after(times(3, () => ran('ls'))).stuck).toBe(false);
    expect(after(times(4, () => ran('ls'))).stuck).toBe(true);
    expect(
      after(
        times(3, () => ran('ls')),
        ran('ls', 'other'),
      ).stuck,
    ).toBe(false);
  });

  it('also when it talks in between', () => {
    expect(after(ran('ls'), ran('ls'), said(), nudged(), ran('ls'), ran('ls')).stuck).toBe(true);
  });

  it('when the same call fails four times, in whatever words', () => {
    expect(after(times(3, () => failed('x'))).stuck).toBe(false);
    expect(
      after(
        times(3, () => failed('x')),
        failed('x', 'in other words'),
      ).stuck,
    ).toBe(true);
    expect(
      after(
        times(3, () => failed('x')),
        failed('y'),
      ).stuck,
    ).toBe(false);
  });

  it('when it talks to itself three times', () => {
    expect(after(said(), said()).stuck).toBe(false);
    expect(after(said(), nudged(), said(), nudged(), said()).stuck).toBe(true);
    expect(after(said(), ran('ls'), said(), said()).stuck).toBe(false);
  });

  it('when two calls take turns six times', () => {
    const turns = [ran('a'), ran('b'), ran('a'), failed('b'), ran('a')];
    expect(after(ran('a'), ran('b'), ran('a'), ran('b'), ran('a')).stuck).toBe(false);
    expect(after(ran('a'), ran('b'), ran('a'), ran('b'), ran('a'), ran('b')).stuck).toBe(true);
    expect(after(ran('a'), failed('b'), ran('a'), failed('b'), ran('a'), failed('b')).stuck).toBe(true);
    expect(after(ran('a'), ...turns).stuck).toBe(false);
    expect(after(ran('a'), ran('b'), ran('a'), ran('b'), ran('a'), ran('c')).stuck).toBe(false);
  });
});

describe('an agent is not stuck', () => {
  it('when a person spoke in between', () => {
    expect(after(ran('ls'), ran('ls'), asked(), ran('ls'), ran('ls')).stuck).toBe(false);
    expect(after(said(), said(), asked(), said()).stuck).toBe(false);
  });

  it('when a person rejected what it wants', () => {
    expect(after(times(4, () => rejected('rm'))).stuck).toBe(false);
    expect(after(ran('ls'), ran('ls'), rejected('ls'), ran('ls'), ran('ls')).stuck).toBe(false);
  });
});

describe('the warning', () => {
  it('comes once when the same call has failed three times, with the failure', () => {
    const detector = after(times(3, () => failed('x', 'no such file')));
    expect(detector.takeWarning()).toContain('no such file');
    expect(detector.takeWarning()).toBeUndefined();
    for (const event of failed('x')) detector.add(event);
    expect(detector.takeWarning()).toBeUndefined();
    for (const event of [...ran('ls'), ...times(3, () => failed('x'))]) detector.add(event);
    expect(detector.takeWarning()).toBeDefined();
  });
});

describe('the thresholds of a conversation', () => {
  it.each([
    [{ sameOutcome: 2 }, times(2, () => ran('ls'))],
    [{ sameFailure: 1 }, times(2, () => failed('x'))],
    [{ monologue: 1 }, said()],
    [{ alternation: 2 }, [...ran('a'), ...ran('b')]],
  ] as const)('take the place of the usual ones: %j', (thresholds, events) => {
    expect(afterWith(thresholds, [...events]).stuck).toBe(true);
    expect(after([...events]).stuck).toBe(false);
  });

  it('may be higher than the usual ones', () => {
    expect(
      afterWith(
        { sameOutcome: 30 },
        times(29, () => ran('ls')),
      ).stuck,
    ).toBe(false);
    expect(
      afterWith(
        { sameOutcome: 30 },
        times(30, () => ran('ls')),
      ).stuck,
    ).toBe(true);
  });
});
