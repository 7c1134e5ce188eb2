import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { ActionKind, EventKind, EventSource, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type { Recall } from '@openhands-nest/agent-ports';
import { callTo, say, ScriptedLlm } from '@openhands-nest/testing';
import { gate, logOf, untilStatus } from '../__fixtures__/engine-under-test.js';
import { fakeGrep } from '../__fixtures__/fake-tools.js';
import { anEngine, started, text } from '../__fixtures__/scene.js';

/** Knows one skill for each word that begins with a slash, and one rule for all SQL files. */
const recall: Recall = {
  forMessage: async (_request, said) => ({
    skills: [...said.matchAll(/\/(\w+)/g)].map(([, name = '']) => ({ name, text: `About ${name}.` })),
  }),
  forPath: async (_request, path) => (path.endsWith('.sql') ? [{ name: 'sql', text: 'Upper case.' }] : []),
};

function messagesIn(events: readonly ConversationEvent[]) {
  return events.flatMap((event) =>
    event.kind === EventKind.Message && event.source !== EventSource.Agent
      ? [
          {
            source: event.source,
            skills: event.activated_skills,
            texts: event.extended_content.map((part) => part.text),
          },
        ]
      : [],
  );
}

describe('what a conversation knows beside its log', () => {
  it('comes with the message that calls for it, once', async () => {
    const llm = ScriptedLlm.replying(say('One.'), say('Two.'));
    const engine = anEngine({ llm, recall });
    const id = await started(engine, 'please /review it');
    await untilStatus(engine, id, ExecutionStatus.Finished);

    await engine.send(id, { content: text('/review again, and /deploy'), run: true });
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(messagesIn(events)).toEqual([
      { source: 'user', skills: ['review'], texts: ['About review.'] },
      { source: 'user', skills: ['deploy'], texts: ['About deploy.'] },
    ]);
    expect(JSON.stringify(llm.requests[0]?.messages)).toContain('About review.');
    expect(JSON.parse((await stateOf(engine, id)) ?? '{}')).toMatchObject({
      value: { activated_knowledge_skills: ['review', 'deploy'] },
    });
  });

  it('adds the suffix to every message', async () => {
    const engine = anEngine({
      llm: ScriptedLlm.replying(say('One.')),
      recall: { ...recall, forMessage: async () => ({ skills: [], suffix: 'Be brief.' }) },
    });
    const id = await started(engine);

    expect(messagesIn(await untilStatus(engine, id, ExecutionStatus.Finished))).toEqual([
      { source: 'user', skills: [], texts: ['Be brief.'] },
    ]);
  });

  it('never holds a message up for a clone: what it calls for follows before the model is asked', async () => {
    const cloned = gate();
    const llm = ScriptedLlm.replying(say('Done.'));
    const engine = anEngine({
      llm,
      recall,
      provisioner: {
        provision: async () => {
          await cloned.opened;
          return { directory: '/srv/clone' };
        },
      },
    });
    const { view } = await engine.create({
      repository: { name: 'acme/api' },
      initialMessage: text('/review it'),
    });
    const { id } = view.record;
    expect(messagesIn(await logOf(engine, id))).toEqual([{ source: 'user', skills: [], texts: [] }]);

    cloned.open();
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(messagesIn(events)[1]).toEqual({ source: 'environment', skills: ['review'], texts: ['About review.'] });
    expect(llm.requests).toHaveLength(1);
    expect(JSON.stringify(llm.requests[0]?.messages)).toContain('About review.');
  });

  it('comes with the observation of the first file that a rule is for', async () => {
    const touch = (path: string) => callTo('grep', { pattern: 'x', path });
    const grep = {
      ...fakeGrep(() => 'found'),
      parse: (given: object) => ({ kind: ActionKind.Grep, pattern: '', ...given }),
    };
    const engine = anEngine({
      tools: [grep],
      llm: ScriptedLlm.replying(touch('/a/b.ts'), touch('/a/c.sql'), touch('/a/d.sql'), say('Done.')),
      recall,
    });
    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    const added = events.flatMap((event) =>
      event.kind === EventKind.Observation ? [event.extended_content.map((part) => part.text)] : [],
    );
    expect(added).toEqual([[], ['Upper case.'], []]);
  });
});

async function stateOf(engine: ReturnType<typeof anEngine>, id: string): Promise<string | undefined> {
  const reader = await engine.openReader(id, { kind: 'now' });
  const [frame] = reader.take(1);
  reader.close();
  return frame?.json;
}
