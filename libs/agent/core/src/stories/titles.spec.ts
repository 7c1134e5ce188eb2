import { describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { LlmError, LlmErrorKind, type LlmRequest } from '@openhands-nest/agent-ports';
import { failWith, say, ScriptedLlm, waitFor } from '@openhands-nest/testing';
import type { Engine } from '../engine.js';
import { gate, readUntil, untilStatus } from '../__fixtures__/engine-under-test.js';
import { anEngine, text, until, untilAsync } from '../__fixtures__/scene.js';

const TITLES = { profile: async () => undefined };
const isForTitle = ({ tools }: LlmRequest): boolean => tools.length === 0;

async function titleOf(engine: Engine, id: string): Promise<string | null> {
  return (await engine.get(id)).record.title;
}

/** Works on the task at once, and names the conversation as it is told. */
function naming(title: ReturnType<typeof say>): ScriptedLlm {
  return ScriptedLlm.always((request) => (isForTitle(request) ? title : say('Done.')));
}

describe('the title of a conversation', () => {
  it('is that of the first message at once, then the one that the model finds', async () => {
    const thinking = gate();
    const llm = naming(waitFor(thinking.opened, say('<think>hm</think>\n"🐛 Repair the parser"', { cost: 0.01 })));
    const engine = anEngine({ llm, titles: TITLES });
    const { view } = await engine.create({ initialMessage: text('please fix the thing that parses') });
    const { id } = view.record;
    await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(await titleOf(engine, id)).toBe('please fix the thing that parses');
    const reader = await engine.openReader(id, { kind: 'now' });

    thinking.open();

    await readUntil(reader, (events) => events.length >= 3);
    reader.close();
    expect(await titleOf(engine, id)).toBe('🐛 Repair the parser');
    expect((await engine.get(id)).record.metrics['title']?.accumulated_cost).toBe(0.01);
    await engine.send(id, { content: text('another message'), run: false });
    expect(llm.requests.filter(isForTitle)).toHaveLength(1);
  });

  it('that a person gives meanwhile stays', async () => {
    const thinking = gate();
    const llm = naming(waitFor(thinking.opened, say('Of the model')));
    const engine = anEngine({ llm, titles: TITLES });
    const { view } = await engine.create({ initialMessage: text('hi') });
    const { id } = view.record;
    await until(() => llm.requests.some(isForTitle));

    await engine.change(id, { title: 'Mine' });
    thinking.open();

    await untilAsync(async () => 'title' in (await engine.get(id)).record.metrics);
    expect(await titleOf(engine, id)).toBe('Mine');
  });

  it('stays that of the message when the model fails, and is nobody else’s problem', async () => {
    const engine = anEngine({
      llm: naming(failWith(new LlmError(LlmErrorKind.RateLimit, 'Slow down.'))),
      titles: TITLES,
    });
    const { view } = await engine.create({ initialMessage: text('hi there') });
    await untilStatus(engine, view.record.id, ExecutionStatus.Finished);
    expect(await titleOf(engine, view.record.id)).toBe('hi there');
  });

  it('may come from the model of a profile, in words of the client', async () => {
    const quick = ScriptedLlm.always(say('Quick title'));
    const engine = anEngine({
      llm: naming(say('Slow title')),
      models: { 'quick/model': quick },
      titles: { profile: async (name) => (name === 'quick' ? { model: 'quick/model' } : undefined) },
    });
    const wording = 'Name this in {max_length} signs: {conversation_content}';
    const { view } = await engine.create({
      titles: { automatic: true, profile: 'quick', wording },
      initialMessage: text('hello'),
    });
    await untilAsync(async () => (await titleOf(engine, view.record.id)) === 'Quick title');
    expect(JSON.stringify(quick.requests[0]?.messages)).toContain('Name this in 50 signs: hello');
  });

  it('is left to the client that wants to give it itself', async () => {
    const llm = naming(say('Never'));
    const engine = anEngine({ llm, titles: TITLES });
    const { view } = await engine.create({ titles: { automatic: false }, initialMessage: text('hello') });
    await untilStatus(engine, view.record.id, ExecutionStatus.Finished);
    expect(await titleOf(engine, view.record.id)).toBeNull();
    expect(llm.requests.filter(isForTitle)).toEqual([]);
  });
});
