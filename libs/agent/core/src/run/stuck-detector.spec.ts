import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventSource } from '@openhands-nest/contracts/vocabulary';
import { aMessageEvent, anActionEvent, anAgentErrorEvent, anObservationEvent } from '@openhands-nest/testing';
import { StuckDetector } from './stuck-detector.js';

function after(...events: ConversationEvent[][]): StuckDetector {
  const detector = new StuckDetector();
  for (const event of events.flat()) detector.add(event);
  return detector;
}

function ran(command: string, output = 'same'): ConversationEvent[] {
  const action = anActionEvent(command);
  return [action, anObservationEvent(action, output)];
}

function failed(command: string): ConversationEvent[] {
  const action = anActionEvent(command);
  return [action, anAgentErrorEvent('it failed', { tool_call_id: action.tool_call_id })];
}

const said = (): ConversationEvent[] => [aMessageEvent('hm', { source: EventSource.Agent })];
const asked = (): ConversationEvent[] => [aMessageEvent('go on')];

describe('StuckDetector', () => {
  it('sees the same action with the same outcome four times', () => {
    expect(after(ran('ls'), ran('ls'), ran('ls')).stuck).toBe(false);
    expect(after(ran('ls'), ran('ls'), ran('ls'), ran('ls')).stuck).toBe(true);
    expect(after(ran('ls'), ran('ls'), ran('ls'), ran('ls', 'other')).stuck).toBe(false);
  });

  it('warns at three failures of the same call and gives up at four', () => {
    const three = after(failed('x'), failed('x'), failed('x'));
    expect([three.nearlyStuck, three.stuck]).toEqual([true, false]);
    const four = after(failed('x'), failed('x'), failed('x'), failed('x'));
    expect([four.nearlyStuck, four.stuck]).toEqual([false, true]);
  });

  it('sees an agent that talks to itself', () => {
    expect(after(said(), said()).stuck).toBe(false);
    expect(after(said(), said(), said()).stuck).toBe(true);
    expect(after(said(), ran('ls'), said(), said()).stuck).toBe(false);
  });

  it('sees two actions that take turns', () => {
    expect(after(ran('a'), ran('b'), ran('a'), ran('b'), ran('a')).stuck).toBe(false);
    expect(after(ran('a'), ran('b'), ran('a'), ran('b'), ran('a'), ran('b')).stuck).toBe(true);
    expect(after(ran('a'), ran('b'), ran('a'), ran('b'), ran('a'), ran('c')).stuck).toBe(false);
  });

  it('begins anew with every user message', () => {
    expect(after(ran('ls'), ran('ls'), asked(), ran('ls'), ran('ls')).stuck).toBe(false);
  });
});
