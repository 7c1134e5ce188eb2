import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { TooManySubscribersError } from '@openhands-nest/agent-ports';
import { callTo, say, ScriptedLlm } from '@openhands-nest/testing';
import { logOf, readUntil, untilStatus } from '../__fixtures__/engine-under-test.js';
import { anEngine, started, statusOf, text } from '../__fixtures__/scene.js';

describe('readers', () => {
  it('begin with the state, then get every event once, whenever they come back', async () => {
    let calls = 0;
    const llm = ScriptedLlm.always(() =>
      (calls += 1) > 60 ? say('Done.') : callTo('terminal', { command: `echo ${calls}` }),
    );
    const engine = anEngine({ llm });
    const id = await started(engine);
    const seen: string[] = [];
    let position = 0;
    let ended = false;
    while (!ended) {
      const reader = await engine.openReader(id, { kind: 'after', seq: position });
      const wanted = 2 + Math.floor(Math.random() * 6);
      const events = await readUntil(
        reader,
        (read) => read.length >= wanted || statusOf(read) === ExecutionStatus.Finished,
      );
      position = reader.position;
      reader.close();
      expect(events[0]).toMatchObject({ kind: EventKind.StateUpdate, key: 'full_state' });
      const stored = events.filter(
        (event) =>
          !(event.kind === EventKind.StateUpdate && event.key === 'full_state') &&
          event.kind !== EventKind.StreamingDelta,
      );
      seen.push(...stored.map((event) => event.id));
      ended = statusOf(events) === ExecutionStatus.Finished;
    }

    const log = await logOf(engine, id);
    expect(seen).toEqual(log.slice(0, seen.length).map((event) => event.id));
    expect(seen.length).toBeGreaterThan(180);
  });

  it('get the final state after the last event of a run', async () => {
    const engine = anEngine({ llm: ScriptedLlm.replying(say('Done.')) });
    const { view } = await engine.create({});
    const reader = await engine.openReader(view.record.id, { kind: 'now' });
    await engine.send(view.record.id, { content: text('go'), run: true });

    const events = await readUntil(
      reader,
      (read) => read.filter((event) => event.kind === EventKind.StateUpdate && event.key === 'full_state').length === 2,
    );

    expect(events.at(-1)).toMatchObject({ key: 'full_state', value: { execution_status: ExecutionStatus.Finished } });
    expect(events.at(-2)).toMatchObject({ key: 'execution_status', value: ExecutionStatus.Finished });
    reader.close();
  });

  it('get the final state of a run that was over at once a second time', async () => {
    const engine = anEngine({ llm: ScriptedLlm.replying(say('Done.')) });
    const { view } = await engine.create({});
    const reader = await engine.openReader(view.record.id, { kind: 'now' });
    await engine.send(view.record.id, { content: text('go'), run: true });

    const isEnd = (event: ConversationEvent): boolean =>
      event.kind === EventKind.StateUpdate &&
      event.key === 'full_state' &&
      (event.value as { execution_status: string }).execution_status === ExecutionStatus.Finished;
    const events = await readUntil(reader, (read) => read.filter(isEnd).length === 2);

    expect(events.slice(-2).every(isEnd)).toBe(true);
    reader.close();
  });

  it.each([
    ['get pieces of text as the model writes them', undefined, true],
    ['get none when the agent is described without streaming', { llm: { stream: false } }, false],
    ['get them when it is described with streaming', { llm: { stream: true } }, true],
  ])('%s', async (_, agent, expected) => {
    const engine = anEngine({ llm: ScriptedLlm.replying(say('Done, and that was all there is to it.')) });
    const { view } = await engine.create({ ...(agent && { agent }) });
    const reader = await engine.openReader(view.record.id, { kind: 'now' });
    await engine.send(view.record.id, { content: text('go'), run: true });

    const events = await readUntil(reader, (read) => statusOf(read) === ExecutionStatus.Finished);

    expect(events.some(({ kind }) => kind === EventKind.StreamingDelta)).toBe(expected);
    reader.close();
  });

  it('are limited in number', async () => {
    const engine = anEngine();
    const { view } = await engine.create({});
    const readers = await Promise.all(
      Array.from({ length: 50 }, () => engine.openReader(view.record.id, { kind: 'now' })),
    );
    expect((await engine.get(view.record.id)).readers).toBe(50);

    await expect(engine.openReader(view.record.id, { kind: 'now' })).rejects.toThrow(TooManySubscribersError);

    for (const reader of readers) reader.close();
    expect((await engine.get(view.record.id)).readers).toBe(0);
  });
});

it('reads a log page by page', async () => {
  const engine = anEngine({ llm: ScriptedLlm.always(say('Done.')) });
  const id = await started(engine);
  await untilStatus(engine, id, ExecutionStatus.Finished);

  const seqs = (await engine.readEvents(id, 1, 2)).map(({ seq }) => seq);

  expect(seqs).toEqual([2, 3]);
  await expect(engine.readEvents('00000000-0000-4000-8000-000000000000', 0, 1)).rejects.toThrow('does not exist');
});

it('removes a conversation with its log, and tells its readers', async () => {
  const engine = anEngine({ llm: ScriptedLlm.always(say('Done.')) });
  const id = await started(engine);
  await untilStatus(engine, id, ExecutionStatus.Finished);
  const reader = await engine.openReader(id, { kind: 'now' });
  const ended = new Promise<void>((resolve) => reader.onEnd(resolve));

  expect(await engine.delete(id)).toBe(true);

  await ended;
  expect(await engine.find(id)).toBeUndefined();
  expect(await engine.delete(id)).toBe(false);
});
