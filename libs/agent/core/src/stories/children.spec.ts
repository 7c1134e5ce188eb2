import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { ConversationNotFoundError } from '@openhands-nest/agent-ports';
import { callTo, say, ScriptedLlm } from '@openhands-nest/testing';
import { kindsOf, untilStatus } from '../__fixtures__/engine-under-test.js';
import { fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, text } from '../__fixtures__/scene.js';
import { confirmationOf, tagsOf } from '../conversation/mutable-settings.js';

describe('a conversation that is started from another one', () => {
  it('works like its parent, with its secrets, on a task and a log of its own', async () => {
    const opened: unknown[] = [];
    const llm = ScriptedLlm.replying(say('Parent done.'), callTo('terminal', { command: 'env' }), say('Child done.'));
    const engine = anEngine({
      llm,
      tools: [fakeTerminal(() => 'ran')],
      onOpenWorkspace: ({ conversationId, directory, secretEnv }) =>
        opened.push({ conversationId, directory, secretEnv }),
    });
    const { view } = await engine.create({
      directory: '/srv/shared',
      llm: { model: 'openai/own', apiKey: 'sk-own' },
      secrets: { TOKEN: 'parent-secret' },
      instructions: 'Be brief.',
      tags: { team: 'a' },
      initialMessage: text('the whole'),
    });
    const parentId = view.record.id;
    await untilStatus(engine, parentId, ExecutionStatus.Finished);
    await engine.change(parentId, { confirmation: { kind: 'NeverConfirm' }, tags: { team: 'b' } });

    const { record } = await engine.startChild(parentId, {
      task: text('a part'),
      title: 'Part',
      instructions: 'You are a child.',
    });
    const events = await untilStatus(engine, record.id, ExecutionStatus.Finished);

    expect(record).toMatchObject({ title: 'Part', spec: { parentId, workspace: { directory: '/srv/shared' } } });
    expect(kindsOf(events)).toEqual([
      EventKind.SystemPrompt,
      EventKind.Message,
      EventKind.Action,
      EventKind.Observation,
      EventKind.Message,
    ]);
    const prompt = JSON.stringify(llm.requests[1]?.messages);
    expect(prompt).toContain('Be brief.');
    expect(prompt).toContain('You are a child.');
    expect(prompt).not.toContain('the whole');
    expect(opened).toEqual([
      { conversationId: record.id, directory: '/srv/shared', secretEnv: { TOKEN: 'parent-secret' } },
    ]);
    expect([confirmationOf(record), tagsOf(record)]).toEqual([{ kind: 'NeverConfirm' }, { team: 'b' }]);
    expect(await engine.childrenOf([parentId, record.id])).toEqual(
      new Map([
        [parentId, [record.id]],
        [record.id, []],
      ]),
    );
  });

  it('outlives its parent, and needs one to begin with', async () => {
    const engine = anEngine({ llm: ScriptedLlm.always(say('Done.')) });
    const { view } = await engine.create({});
    const { record } = await engine.startChild(view.record.id, { task: text('a part') });
    await engine.delete(view.record.id);
    await untilStatus(engine, record.id, ExecutionStatus.Finished);
    await expect(engine.startChild(view.record.id, { task: text('more') })).rejects.toThrow(ConversationNotFoundError);
  });
});
