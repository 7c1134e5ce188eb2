import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type { CriticSpec } from '@openhands-nest/agent-ports';
import { callTo, say, ScriptedLlm } from '@openhands-nest/testing';
import type { Engine } from '../engine.js';
import { logOf, untilStatus } from '../__fixtures__/engine-under-test.js';
import { anEngine, text } from '../__fixtures__/scene.js';

const finish = callTo('finish', { message: 'Done.' });
const work = callTo('terminal', { command: 'work' });

/** What the critic said of each thing that the agent did, in order; null for nothing. */
function scores(events: readonly ConversationEvent[]): (number | null)[] {
  return events.flatMap((event) =>
    event.kind === EventKind.Action || (event.kind === EventKind.Message && event.source === EventSource.Agent)
      ? [(event.critic_result?.['score'] as number | undefined) ?? null]
      : [],
  );
}

const nudges = (events: readonly ConversationEvent[]): ConversationEvent[] =>
  events.filter(({ kind, source }) => kind === EventKind.Message && source === EventSource.Environment);

async function ended(engine: Engine, critic: CriticSpec): Promise<{ id: string; events: ConversationEvent[] }> {
  const { view } = await engine.create({ critic, directory: '/srv/repo', initialMessage: text('go') });
  const { id } = view.record;
  return { id, events: await untilStatus(engine, id, ExecutionStatus.Finished) };
}

describe('a critic', () => {
  it.each([
    ['PassCritic', false, [null, 1]],
    ['EmptyPatchCritic', false, [null, 0]],
    ['EmptyPatchCritic', true, [null, 1]],
    ['AgentFinishedCritic', false, [null, 0]],
    ['AgentFinishedCritic', true, [null, 1]],
  ] as const)('%s judges the end of the work; files have changed: %s', async (kind, changed, expected) => {
    const asked: string[] = [];
    const engine = anEngine({
      llm: ScriptedLlm.replying(work, finish),
      hasChanges: async (directory) => asked.push(directory) > 0 && changed,
    });

    const { events } = await ended(engine, { kind, mode: 'finish_and_message' });

    expect(scores(events)).toEqual(expected);
    expect(asked).toEqual(kind === 'PassCritic' ? [] : ['/srv/repo']);
  });

  it('judges answers in words, or every action', async () => {
    const judgedBy = async (mode: CriticSpec['mode']): Promise<(number | null)[]> => {
      const engine = anEngine({ llm: ScriptedLlm.replying(work, say('Done.')), hasChanges: async () => true });
      return scores((await ended(engine, { kind: 'AgentFinishedCritic', mode })).events);
    };

    expect(await judgedBy('finish_and_message')).toEqual([null, 0]);
    expect(await judgedBy('all_actions')).toEqual([0, null]);
  });

  it('holds nothing up when it cannot judge', async () => {
    const engine = anEngine({
      llm: ScriptedLlm.replying(finish),
      hasChanges: () => Promise.reject(new Error('The disk is gone.')),
    });
    const critic: CriticSpec = { kind: 'EmptyPatchCritic', mode: 'finish_and_message' };
    const { events } = await ended(engine, { ...critic, refinement: { threshold: 0.6, maxIterations: 3 } });
    expect([scores(events), nudges(events)]).toEqual([[null], []]);
  });
});

describe('a critic that is not content', () => {
  const critic: CriticSpec = {
    kind: 'EmptyPatchCritic',
    mode: 'finish_and_message',
    refinement: { threshold: 0.6, maxIterations: 2 },
  };

  it('has the agent go on until it is', async () => {
    let changes = 0;
    const llm = ScriptedLlm.replying(finish, work, finish);
    const engine = anEngine({ llm, hasChanges: async () => (changes += 1) > 1 });

    const { events } = await ended(engine, critic);

    expect(scores(events)).toEqual([0, null, 1]);
    expect(nudges(events)).toHaveLength(1);
    expect(JSON.stringify(llm.requests[1]?.messages.at(-1))).toContain('A critic has looked at your work');
  });

  it('gives up after so many times, for every message anew', async () => {
    const engine = anEngine({ llm: ScriptedLlm.always(finish), hasChanges: async () => false });

    const { id, events } = await ended(engine, critic);
    expect([scores(events), nudges(events).length]).toEqual([[0, 0, 0], 2]);

    await engine.send(id, { content: text('again'), run: true });
    await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(nudges(await logOf(engine, id))).toHaveLength(4);
  });

  it('leaves an answer in words as it is', async () => {
    const engine = anEngine({ llm: ScriptedLlm.replying(say('Which one?')), hasChanges: async () => false });
    const { events } = await ended(engine, critic);
    expect([scores(events), nudges(events).length]).toEqual([[0], 0]);
  });
});
