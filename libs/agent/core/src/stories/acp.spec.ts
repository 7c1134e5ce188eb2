import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { AcpError, AcpErrorKind, AgentRefusedError, CondensationUnavailableError } from '@openhands-nest/agent-ports';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import { gate, kindsOf, logOf, readUntil, untilStatus } from '../__fixtures__/engine-under-test.js';
import { fakeAcp, untilCancelled, type FakeAcp } from '../__fixtures__/fake-acp.js';
import { anEngine, text, until } from '../__fixtures__/scene.js';
import type { CreateConversation, Engine } from '../engine.js';

const ACP = { command: ['agent'], promptTimeoutMs: 1000, startupTimeoutMs: 1000 } as const;
const CALL = { id: 'c1', title: 'List', kind: 'read', rawInput: null, rawOutput: null, content: null } as const;

describe('an agent that is a program of its own', () => {
  it('gets the message, and its answer ends the turn', async () => {
    const acp = fakeAcp(({ onText, onThought, onToolCall }) => {
      onThought('Hm.');
      onToolCall({ ...CALL, status: 'pending' });
      onToolCall({ ...CALL, status: 'completed', rawOutput: 'a.txt' });
      onText('There is ');
      onText('a.txt.');
      return { thought: 'Hm.', sessionCost: 0.5 };
    });
    const { engine, id } = await begun(acp, 'What is there?');
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(kindsOf(events)).toEqual([
      EventKind.SystemPrompt,
      EventKind.Message,
      EventKind.AcpToolCall,
      EventKind.AcpToolCall,
      EventKind.Action,
      EventKind.Observation,
    ]);
    expect(events.filter(({ kind }) => kind === EventKind.Action)).toMatchObject([
      { source: 'agent', tool_name: 'finish', reasoning_content: 'Hm.', action: { message: 'There is a.txt.' } },
    ]);
    expect(acp.prompts).toEqual(['What is there?']);
    const { record } = await engine.get(id);
    expect(record.metrics['acp-managed']).toMatchObject({ accumulated_cost: 0.5, model_name: 'acp-managed' });
  });

  it('is asked again in the same session, which is told once what the conversation tells its agent', async () => {
    const acp = fakeAcp(({ onText }, index) => (onText(`Answer ${index}`), { sessionCost: 0.5 + index }));
    const { engine, id } = await begun(acp, 'One', { instructions: 'Be kind.', secrets: { TOKEN: 'secret-1' } });
    await untilStatus(engine, id, ExecutionStatus.Finished);
    await answered(engine, id, 'Two');

    expect(acp.prompts).toEqual([expect.stringMatching(/^One\n<instructions>\nBe kind\.[^]*TOKEN/), 'Two']);
    expect(acp.opened).toHaveLength(1);
    expect(acp.opened[0]).toMatchObject({ environment: { TOKEN: 'secret-1' } });
    expect((await engine.get(id)).record.metrics['acp-managed']).toMatchObject({ accumulated_cost: 1.5 });
  });

  it('never has a secret in its events', async () => {
    const acp = fakeAcp(({ onText, onToolCall }) => {
      onToolCall({ ...CALL, status: 'completed', title: 'echo secret-1', rawOutput: { out: 'secret-1' } });
      onText('It is secret-1.');
    });
    const { engine, id } = await begun(acp, 'Say it', { secrets: { TOKEN: 'secret-1' } });
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(kindsOf(events)).toContain(EventKind.AcpToolCall);
    expect(JSON.stringify(events)).not.toContain('secret-1');
  });

  it('shows its answer while it comes, as what becomes of the pieces', async () => {
    const { opened, open } = gate();
    const acp = fakeAcp(async ({ onText }) => (onText('Slowly'), await opened, onText(' done.')));
    const { engine, id } = await begun(acp);
    const reader = await engine.openReader(id, { kind: 'all' });
    await readUntil(reader, (events) => events.some(({ kind }) => kind === EventKind.StreamingDelta));
    reader.close();
    open();
    expect(kindsOf(await untilStatus(engine, id, ExecutionStatus.Finished)).at(-2)).toBe(EventKind.Action);
  });

  it('drops what it works on for a message that comes meanwhile, and its words are kept', async () => {
    const acp = fakeAcp((prompt, index) => {
      prompt.onText(index === 0 ? 'Beginning' : 'Other answer');
      return index === 0 ? untilCancelled(prompt) : undefined;
    });
    const { engine, id } = await begun(acp, 'Do this');
    await until(() => acp.prompts.length === 1);
    await engine.send(id, { content: text('No, that'), run: true });
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(acp.prompts).toEqual(['Do this', 'No, that']);
    expect(kindsOf(events).slice(1)).toEqual([
      ...[EventKind.Message, EventKind.Message, EventKind.Message],
      ...[EventKind.Action, EventKind.Observation],
    ]);
  });

  it('goes on after an interrupt or a pause, and is told that it was cut off', async () => {
    let cutOff = 0;
    const acp = fakeAcp(async (prompt, index) => {
      if (index === 2) return prompt.onText('Done.');
      const reply = await untilCancelled(prompt);
      cutOff += 1;
      return reply;
    });
    const { engine, id } = await begun(acp, 'Do this');
    await until(() => acp.prompts.length === 1);
    await engine.interrupt(id);
    expect(kindsOf(await logOf(engine, id)).at(-1)).toBe(EventKind.Interrupt);
    await engine.run(id);
    await until(() => acp.prompts.length === 2);
    await engine.pause(id);
    await until(() => cutOff === 2);
    expect((await engine.get(id)).record.executionStatus).toBe(ExecutionStatus.Paused);
    await engine.run(id);
    await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(acp.prompts).toEqual([
      'Do this',
      ...[1, 2].map(() => expect.stringMatching(/^You were cut off[^]*Do this$/)),
    ]);
  });

  it.each([
    [AcpErrorKind.Authentication, 'ACPAuthRequired', 'auth'],
    [AcpErrorKind.Prompt, 'ACPPromptError', 'config'],
  ])('that fails (%s) says so, and the next message starts it anew', async (kind, code, failure) => {
    const acp: FakeAcp = fakeAcp(({ onText }, index) => {
      onText('Well');
      if (index > 0) return;
      acp.die();
      throw new AcpError(kind, 'It broke: secret-1.');
    });
    const { engine, id } = await begun(acp, 'One', { secrets: { TOKEN: 'secret-1' } });
    const events = await untilStatus(engine, id, ExecutionStatus.Error);
    expect(events.filter((event) => event.kind === EventKind.ConversationError)).toMatchObject([
      { code, detail: 'It broke: <secret-hidden>.', classification: { kind: failure, user_action: 'settings' } },
    ]);
    await answered(engine, id, 'Two');
    expect(acp.prompts.at(-1)).toMatch(/^Two/);
    expect(acp.opened[1]).toMatchObject({ resume: { id: 'session-1' } });
  });

  it('whose session is lost is told what was said, and the person is told too', async () => {
    const storage = new InMemoryStorage();
    const first = fakeAcp(({ onText }) => onText('Four.'));
    const { engine, id } = await begun(first, 'Two and two?', {}, storage);
    await untilStatus(engine, id, ExecutionStatus.Finished);
    await engine.close();

    const second = fakeAcp(({ onText }) => onText('Five.'), { forgets: true });
    const next = anEngine({ openAcpAgent: second.open, storage });
    await answered(next, id, 'And one more?');

    expect(second.opened[0]).toMatchObject({ resume: { id: 'session-1' } });
    expect(second.prompts[0]).toMatch(/\[person\] Two and two\?\n\n\[agent\] Four\.[^]*And one more\?$/);
    expect(JSON.stringify(await logOf(next, id))).toContain('could not be taken up again');
  });

  it('goes on by itself after its server has died, and is told so', async () => {
    const storage = new InMemoryStorage();
    const first = fakeAcp(untilCancelled);
    const { engine, id } = await begun(first, 'Do this', {}, storage);
    await until(() => first.prompts.length === 1);
    await engine.close();

    const second = fakeAcp(({ onText }) => onText('Done.'));
    const next = anEngine({ openAcpAgent: second.open, storage });
    await next.recover();
    await untilStatus(next, id, ExecutionStatus.Finished);
    expect(second.prompts).toEqual([expect.stringMatching(/^You were cut off[^]*Do this$/)]);
  });

  it('has a session of its own in a fork', async () => {
    const acp = fakeAcp(({ onText }) => onText('Four.'));
    const { engine, id } = await begun(acp, 'Two and two?');
    await untilStatus(engine, id, ExecutionStatus.Finished);
    const fork = await engine.fork(id, {});
    await answered(engine, fork.record.id, 'And one more?');
    expect(acp.opened.map(({ resume }) => resume)).toEqual([undefined, undefined]);
    expect(acp.prompts[1]).toMatch(/\[agent\] Four\.[^]*And one more\?$/);
  });

  it('is asked beside its work, and switched to another model, also before it is there', async () => {
    const acp = fakeAcp(({ onText }) => onText('Done.'));
    const engine = anEngine({ openAcpAgent: acp.open });
    const { view } = await engine.create({ acp: { ...ACP }, agent: { kind: 'ACPAgent' } });
    const { id } = view.record;
    await engine.switchAcpModel(id, 'small');
    expect(await engine.ask(id, 'how far?')).toBe('You ask: how far?');
    await engine.switchAcpModel(id, 'big');
    expect(acp.opened[0]).toMatchObject({ model: 'small' });
    expect(acp.models).toEqual(['big']);
    expect(kindsOf(await logOf(engine, id))).toEqual([]);
  });

  it('refuses what makes no sense for it', async () => {
    const acp = fakeAcp(({ onText }) => onText('Done.'));
    const { engine, id } = await begun(acp);
    await untilStatus(engine, id, ExecutionStatus.Finished);
    const choice = { settings: { model: 'openai/x' }, document: {} };
    await expect(engine.switchModel(id, choice)).rejects.toBeInstanceOf(AgentRefusedError);
    await expect(engine.condense(id)).rejects.toBeInstanceOf(CondensationUnavailableError);
    const other = anEngine({ llm: ScriptedLlm.replying(say('Hello.')) });
    const { view } = await other.create({});
    await expect(other.switchAcpModel(view.record.id, 'x')).rejects.toBeInstanceOf(AgentRefusedError);
  });
});

async function begun(
  acp: FakeAcp,
  message = 'Go',
  more: Partial<CreateConversation> = {},
  storage = new InMemoryStorage(),
): Promise<{ engine: Engine; id: string }> {
  const engine = anEngine({ openAcpAgent: acp.open, storage });
  const { view } = await engine.create({ acp: { ...ACP }, initialMessage: text(message), ...more });
  return { engine, id: view.record.id };
}

/** Sends a message and waits for the end of the turn. */
async function answered(engine: Engine, id: string, message: string): Promise<void> {
  await engine.send(id, { content: text(message), run: true });
  await untilStatus(engine, id, ExecutionStatus.Finished);
}
