import { expect, it } from '@jest/globals';
import { fc, runs } from '@openhands-nest/testing/properties';
import type { LlmMessage } from '@openhands-nest/agent-ports';
import type { ActionEvent, Condensation, ConversationEvent, SystemPromptEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import {
  aMessageEvent,
  anActionEvent,
  anAgentErrorEvent,
  anObservationEvent,
  aText,
  aTimestamp,
} from '@openhands-nest/testing';
import { planCondensation } from '../condense/plan-condensation.js';
import { View } from './view.js';

type Step =
  | { readonly does: 'says' | 'thinks' | 'opens' | 'speaks' }
  | { readonly does: 'calls'; readonly count: number; readonly reply: number }
  | { readonly does: 'answers'; readonly place: number; readonly fails: boolean }
  | { readonly does: 'condenses'; readonly keepFirst: number; readonly last: boolean; readonly summary: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constantFrom('says', 'thinks', 'opens', 'speaks') }),
  // Some servers give every reply the same id.
  fc.record({ does: fc.constant('calls'), count: fc.integer({ min: 1, max: 3 }), reply: fc.nat(2) }),
  fc.record({ does: fc.constant('answers'), place: fc.nat(2), fails: fc.boolean() }),
  fc.record({
    does: fc.constant('condenses'),
    keepFirst: fc.nat(6),
    last: fc.boolean(),
    summary: fc.boolean(),
  }),
);

/** A conversation as the engine would write it: what is asked for is answered before the model is asked again. */
class Written {
  readonly log: ConversationEvent[] = [];
  readonly view = newView();

  get open(): readonly ActionEvent[] {
    return this.view.openCalls;
  }

  add(event: ConversationEvent): void {
    this.log.push(event);
    this.view.add(event, this.log.length);
  }

  take(step: Step): void {
    if (step.does === 'says') this.add(aMessageEvent(`words ${this.log.length}`));
    else if (step.does === 'opens') this.add(aSystemPrompt());
    else if (step.does === 'answers') this.answer(step.place, step.fails);
    else if (step.does === 'condenses') this.condense(step);
    else if (this.open.length > 0) return;
    else if (step.does === 'thinks') expectTrue(this.view.beginReply(), this.log);
    else if (step.does === 'speaks') this.add(aMessageEvent('Well.', { source: EventSource.Agent }));
    else if (step.does === 'calls')
      for (let call = 0; call < step.count; call += 1) this.add(aCall(`response-${step.reply}`));
  }

  answer(place: number, fails = false): void {
    const call = this.open[place % Math.max(this.open.length, 1)];
    if (!call) return;
    const { tool_call_id } = call;
    this.add(
      fails
        ? anAgentErrorEvent(`answer to ${tool_call_id}`, { tool_call_id })
        : anObservationEvent(call, `answer to ${tool_call_id}`),
    );
  }

  private condense({ keepFirst, last, summary }: Extract<Step, { does: 'condenses' }>): void {
    // As the engine does for a person: with what it reads from the log.
    const plan = planCondensation(viewOf(this.log).history, keepFirst, { mayForgetLast: last });
    if (!plan) return;
    const condensation: Condensation = {
      id: `event-${this.log.length}`,
      timestamp: aTimestamp(),
      source: EventSource.Environment,
      kind: EventKind.Condensation,
      forgotten_event_ids: plan.forgotten.flatMap(({ ids }) => ids),
      llm_response_id: 'summary',
      ...(summary && { summary: 'It went well.', summary_offset: plan.offset }),
    };
    this.add(condensation);
  }
}

let calls = 0;
function aCall(response: string): ActionEvent {
  const id = `call-${(calls += 1)}`;
  return anActionEvent('ls', { tool_call_id: id, llm_response_id: response });
}

function aSystemPrompt(): SystemPromptEvent {
  return {
    id: `prompt-${aTimestamp()}`,
    timestamp: aTimestamp(),
    source: EventSource.Agent,
    kind: EventKind.SystemPrompt,
    system_prompt: aText('You work.'),
    tools: [],
  };
}

function newView(): View {
  return new View(({ content }) => content);
}

function viewOf(log: readonly ConversationEvent[]): View {
  const view = newView();
  log.forEach((event, index) => view.add(event, index + 1));
  return view;
}

/** What is said to the model of a call is what came of it, right behind the reply that asked for it, and nothing else. */
function expectTrue(messages: readonly LlmMessage[], log: readonly ConversationEvent[]): void {
  const due: string[] = [];
  for (const message of messages) {
    if (message.role === 'tool') {
      expect(message.toolCallId).toBe(due.shift());
      expect(message.content).toEqual([expect.objectContaining({ text: `answer to ${message.toolCallId}` })]);
    } else {
      expect(due).toEqual([]);
      if (message.role === 'assistant') due.push(...message.toolCalls.map(({ id }) => id));
    }
  }
  expect(due).toEqual([]);
  const shown = messages.filter(({ role }) => role === 'tool').length;
  const forgotten = new Set(
    log.flatMap((event) => (event.kind === EventKind.Condensation ? event.forgotten_event_ids : [])),
  );
  const known = log.filter(({ kind, id }) => kind === EventKind.Action && !forgotten.has(id));
  expect(shown).toBe(known.length);
}

it('shows each call with its own answer, whatever is said or forgotten meanwhile', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const written = new Written();
      for (const one of steps) written.take(one);
      while (written.open.length > 0) written.answer(0);

      expectTrue(written.view.beginReply(), written.log);
      expectTrue(viewOf(written.log).beginReply(), written.log);
    }),
    { numRuns: runs(300) },
  );
});
