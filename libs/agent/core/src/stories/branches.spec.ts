import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import {
  AlreadyExistsError,
  EventNotFoundError,
  RunInProgressError,
  type LlmSettings,
} from '@openhands-nest/agent-ports';
import { callTo, InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { Engine } from '../engine.js';
import { gate, kindsOf, logOf, untilStatus } from '../__fixtures__/engine-under-test.js';
import { fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, started, text, unanswered, until, untilAsync } from '../__fixtures__/scene.js';
import { tagsOf } from '../conversation/mutable-settings.js';

const SECRET = 'sk-of-the-source';

async function turn(engine: Engine, id: string, message: string): Promise<void> {
  await engine.send(id, { content: text(message), run: true });
  await untilAsync(async () => (await engine.get(id)).record.executionStatus === ExecutionStatus.Finished);
}

function saidBy(events: readonly ConversationEvent[], words: string): string {
  const found = events.find((event) => event.kind === EventKind.Message && JSON.stringify(event).includes(words));
  if (!found) throw new Error(`Nobody said ${words}.`);
  return found.id;
}

function asked(llm: ScriptedLlm): string {
  return JSON.stringify(llm.requests.at(-1)?.messages);
}

describe('a fork', () => {
  it('takes over the whole log, the settings and the secrets, and leaves its source alone', async () => {
    const settings: LlmSettings[] = [];
    const llm = ScriptedLlm.replying(say('One.', { cost: 1 }), say('Two.'));
    const engine = anEngine({ llm, onCreateLlm: (given) => settings.push(given) });
    const { view } = await engine.create({
      llm: { model: 'own/model', apiKey: SECRET },
      tags: { team: 'a' },
      title: 'Source',
      initialMessage: text('first'),
    });
    const { id } = view.record;
    await untilStatus(engine, id, ExecutionStatus.Finished);
    const before = await logOf(engine, id);

    const { record } = await engine.fork(id, { tags: { team: 'b' } });
    expect(record).toMatchObject({ title: null, executionStatus: ExecutionStatus.Idle, metrics: {} });
    expect(record.spec.forkedFrom).toEqual({ conversationId: id });
    expect(tagsOf(record)).toEqual({ team: 'b' });
    expect(await logOf(engine, record.id)).toEqual(before);

    await turn(engine, record.id, 'second');
    expect(asked(llm)).toContain('One.');
    expect(settings.at(-1)).toEqual({ model: 'own/model', apiKey: SECRET });
    expect(await logOf(engine, id)).toEqual(before);
    const after = await logOf(engine, record.id);
    const added = after[before.length];
    expect(added?.parent_id).toBe(before.findLast(({ kind }) => kind !== EventKind.StateUpdate)?.id);
  });

  it('from an event takes over what leads to it, and nothing else', async () => {
    const llm = ScriptedLlm.replying(say('One.', { cost: 1 }), say('Two.'), say('Other.'));
    const engine = anEngine({ llm });
    const id = await started(engine, 'first');
    await untilStatus(engine, id, ExecutionStatus.Finished);
    await turn(engine, id, 'second');
    const first = saidBy(await logOf(engine, id), 'One.');

    const { record } = await engine.fork(id, { fromEventId: first, title: 'Branch', resetMetrics: false });

    expect(record).toMatchObject({ title: 'Branch', leafEventId: first });
    expect(record.spec.forkedFrom).toEqual({ conversationId: id, eventId: first });
    expect(record.metrics['agent']?.accumulated_cost).toBe(1);
    const copied = await logOf(engine, record.id);
    expect(copied.map(({ kind }) => kind)).toEqual([EventKind.SystemPrompt, EventKind.Message, EventKind.Message]);
    expect(record.lastUserMessageId).toBe(copied[1]?.id);
    await turn(engine, record.id, 'another way');
    expect(asked(llm)).not.toContain('Two.');
  });

  it('of a conversation that is running does not repeat what is in flight', async () => {
    const command = gate();
    const ran: string[] = [];
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'deploy' }), say('Fork done.'), say('Source done.'));
    const terminal = fakeTerminal((line) => {
      ran.push(line);
      return command.opened.then(() => 'ok');
    });
    const engine = anEngine({ llm, tools: [terminal] });
    const id = await started(engine);
    await until(() => ran.length === 1);

    const { record } = await engine.fork(id, {});
    expect(unanswered(await logOf(engine, record.id))).toEqual([]);
    await turn(engine, record.id, 'go on');
    expect(ran).toEqual(['deploy']);

    command.open();
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });

  it('is refused from an event that does not exist, and under an id that is taken', async () => {
    const engine = anEngine({ llm: ScriptedLlm.always(say('ok')) });
    const { view } = await engine.create({});
    const { id } = view.record;
    await expect(engine.fork(id, { fromEventId: 'nothing' })).rejects.toBeInstanceOf(EventNotFoundError);
    await expect(engine.fork(id, { conversationId: id })).rejects.toBeInstanceOf(AlreadyExistsError);
  });
});

describe('navigating', () => {
  it('goes back to an event: the agent forgets what came after it, the log does not', async () => {
    const llm = ScriptedLlm.replying(say('One.'), say('Two.'), say('Another two.'));
    const engine = anEngine({ llm });
    const id = await started(engine, 'first');
    await untilStatus(engine, id, ExecutionStatus.Finished);
    await turn(engine, id, 'second');
    const before = await logOf(engine, id);
    const first = saidBy(before, 'One.');

    expect((await engine.navigate(id, first)).record.leafEventId).toBe(first);
    expect(await logOf(engine, id)).toEqual(before);
    await turn(engine, id, 'second again');

    expect(asked(llm)).toContain('One.');
    expect(asked(llm)).not.toContain('Two.');
    const added = (await logOf(engine, id)).slice(before.length).find(({ kind }) => kind === EventKind.Message);
    expect(added?.parent_id).toBe(first);
  });

  it('goes forth again to a branch that was left, also after a restart', async () => {
    const storage = new InMemoryStorage();
    const engine = anEngine({ storage, llm: ScriptedLlm.replying(say('One.'), say('Two.'), say('Other.')) });
    const id = await started(engine, 'first');
    await untilStatus(engine, id, ExecutionStatus.Finished);
    await turn(engine, id, 'second');
    const events = await logOf(engine, id);
    await engine.navigate(id, saidBy(events, 'One.'));
    await turn(engine, id, 'otherwise');

    await engine.navigate(id, saidBy(events, 'Two.'));
    await engine.close();
    const llm = ScriptedLlm.replying(say('Three.'));
    const next = anEngine({ storage, llm });
    await turn(next, id, 'third');

    expect(asked(llm)).toContain('Two.');
    expect(asked(llm)).not.toMatch(/Other\.|otherwise/);
  });

  it('to nothing begins a new branch with a root of its own', async () => {
    const llm = ScriptedLlm.replying(say('One.'), say('Fresh.'));
    const engine = anEngine({ llm });
    const id = await started(engine, 'first');
    await untilStatus(engine, id, ExecutionStatus.Finished);

    expect((await engine.navigate(id, null)).record.leafEventId).toBeNull();
    await turn(engine, id, 'begin anew');

    const events = await logOf(engine, id);
    const root = events.findLast(({ kind }) => kind === EventKind.SystemPrompt);
    expect(root?.parent_id).toBe('__root__');
    expect(kindsOf(events).slice(-3)).toEqual([EventKind.SystemPrompt, EventKind.Message, EventKind.Message]);
    expect(asked(llm)).not.toContain('One.');
  });

  it('waits for no run, and knows what does not exist', async () => {
    const command = gate();
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'sleep' }), say('Done.'));
    const engine = anEngine({ llm, tools: [fakeTerminal(() => command.opened.then(() => 'ok'))] });
    const id = await started(engine);
    await until(() => llm.requests.length === 1);

    await expect(engine.navigate(id, null)).rejects.toBeInstanceOf(RunInProgressError);
    await expect(engine.navigate(id, 'nothing')).rejects.toBeInstanceOf(EventNotFoundError);
    command.open();
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });
});
