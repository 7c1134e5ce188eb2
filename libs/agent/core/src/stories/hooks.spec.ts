import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent, HookExecutionEvent } from '@openhands-nest/contracts/events';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { callsTo, callTo, InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { Engine } from '../engine.js';
import { gate, kindsOf, logOf, untilStatus, waitOrAbort } from '../__fixtures__/engine-under-test.js';
import { FakeHooks, SOME_HOOKS } from '../__fixtures__/fake-hooks.js';
import { anEngine, observationTexts, text, until } from '../__fixtures__/scene.js';

async function finished(
  hooks: FakeHooks,
  llm: ScriptedLlm,
  message = 'fix the test',
): Promise<{ engine: Engine; id: string; events: ConversationEvent[] }> {
  const engine = anEngine({ llm, openHooks: hooks.open });
  const { view } = await engine.create({ hooks: SOME_HOOKS, initialMessage: text(message) });
  const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);
  return { engine, id: view.record.id, events };
}

function hookEvents(events: readonly ConversationEvent[]): HookExecutionEvent[] {
  return events.filter((event) => event.kind === EventKind.HookExecution);
}

function told(llm: ScriptedLlm, request: number): string {
  return JSON.stringify(llm.requests[request]?.messages);
}

describe('hooks around a tool call', () => {
  it('see the call and its answer, and are told of by events', async () => {
    const hooks = new FakeHooks({ PreToolUse: () => ({}), PostToolUse: () => ({ stdout: 'noted' }) });
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'ls' }), say('Done.'));

    const { events } = await finished(hooks, llm);

    expect(hooks.occasions).toMatchObject([
      { type: 'PreToolUse', toolName: 'terminal', toolInput: { kind: 'TerminalAction', command: 'ls' } },
      { type: 'PostToolUse', toolName: 'terminal', toolResponse: { kind: 'TerminalObservation', exit_code: 0 } },
    ]);
    expect(kindsOf(events).slice(2)).toEqual([
      EventKind.Action,
      EventKind.HookExecution,
      EventKind.Observation,
      EventKind.HookExecution,
      EventKind.Message,
    ]);
    const action = events.find(({ kind }) => kind === EventKind.Action);
    expect(hookEvents(events)).toMatchObject([
      { source: 'hook', hook_event_type: 'PreToolUse', hook_command: 'guard', action_id: action?.id, blocked: false },
      { hook_event_type: 'PostToolUse', stdout: 'noted', action_id: action?.id, tool_name: 'terminal' },
    ]);
  });

  it('keep a call from being carried out, and the agent learns why', async () => {
    const hooks = new FakeHooks({
      PreToolUse: ({ toolInput }) =>
        toolInput?.['command'] === 'rm' ? { blocked: true, exitCode: 2, stderr: 'Nothing is deleted here.\n' } : {},
    });
    const llm = ScriptedLlm.replying(
      callsTo([
        ['terminal', { command: 'rm' }],
        ['terminal', { command: 'ls' }],
      ]),
      say('Done.'),
    );

    const { events } = await finished(hooks, llm);

    expect(observationTexts(events)).toEqual(['ran ls']);
    expect(events.find(({ kind }) => kind === EventKind.UserReject)).toMatchObject({
      tool_name: 'terminal',
      rejection_reason: 'Nothing is deleted here.',
      rejection_source: 'hook',
    });
    expect(told(llm, 1)).toContain('Nothing is deleted here.');
  });

  it('can keep the agent from finishing', async () => {
    const hooks = new FakeHooks({
      PreToolUse: ({ toolName }) => ({ blocked: toolName === 'finish', reason: 'Run the tests first.' }),
    });
    const llm = ScriptedLlm.replying(callTo('finish', { message: 'Done.' }), say('All right.'));

    const { events } = await finished(hooks, llm);

    expect(kindsOf(events).slice(2)).toEqual([
      EventKind.Action,
      EventKind.HookExecution,
      EventKind.UserReject,
      EventKind.Message,
    ]);
  });

  it('are cut off with the run', async () => {
    const never = gate();
    const hooks = new FakeHooks({
      PreToolUse: async (_occasion, _host, signal) => (await waitOrAbort(never.opened, signal), {}),
    });
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'ls' }), say('Done.'));
    const engine = anEngine({ llm, openHooks: hooks.open });
    const { view } = await engine.create({ hooks: SOME_HOOKS, initialMessage: text('go') });
    await until(() => hooks.occasions.length > 0);

    await engine.interrupt(view.record.id);

    expect((await engine.get(view.record.id)).record.executionStatus).toBe(ExecutionStatus.Paused);
    expect(observationTexts(await logOf(engine, view.record.id))).toEqual([]);
  });
});

describe('hooks on what a user says', () => {
  it('add to it', async () => {
    const hooks = new FakeHooks({ UserPromptSubmit: () => ({ additionalContext: 'Today is Friday.' }) });
    const llm = ScriptedLlm.replying(say('Hello.'));

    const { events } = await finished(hooks, llm, 'Which day is it?');

    expect(hooks.occasions).toMatchObject([{ message: 'Which day is it?' }]);
    const message = events.find(({ kind }) => kind === EventKind.Message);
    expect(hookEvents(events)).toMatchObject([
      { message_id: message?.id, hook_input: { message: 'Which day is it?' } },
    ]);
    expect(told(llm, 0)).toContain('Today is Friday.');
  });

  it('keep it from the model, now and later', async () => {
    const hooks = new FakeHooks({
      UserPromptSubmit: ({ message }) => ({ blocked: message?.includes('hunter2') ?? false, reason: 'A password.' }),
    });
    const llm = ScriptedLlm.replying(say('Hello.'));

    const { engine, id } = await finished(hooks, llm, 'It is hunter2.');
    expect(llm.requests).toHaveLength(0);
    await engine.send(id, { content: text('Hi'), run: true });
    await until(() => llm.requests.length > 0);

    expect(told(llm, 0)).not.toContain('hunter2');
    expect(told(llm, 0)).toContain('Hi');
  });

  it('see each message once, also after a restart', async () => {
    const storage = new InMemoryStorage();
    const hooks = new FakeHooks({ UserPromptSubmit: () => ({}) });
    const first = anEngine({ storage, llm: ScriptedLlm.replying(say('One.')), openHooks: hooks.open });
    const { view } = await first.create({ hooks: SOME_HOOKS, initialMessage: text('one') });
    await untilStatus(first, view.record.id, ExecutionStatus.Finished);
    await first.close();

    const second = anEngine({ storage, llm: ScriptedLlm.replying(say('Two.')), openHooks: hooks.open });
    await second.send(view.record.id, { content: text('two'), run: true });
    await untilStatus(second, view.record.id, ExecutionStatus.Finished);

    expect(hooks.occasions.map(({ message }) => message)).toEqual(['one', 'two']);
  });
});

describe('hooks at the end of a turn', () => {
  it('send the agent on with what they object to', async () => {
    let objections = 1;
    const hooks = new FakeHooks({ Stop: () => ({ blocked: objections-- > 0, reason: 'The tests fail.' }) });
    const llm = ScriptedLlm.replying(callTo('finish', { message: 'Done.' }), say('Now they pass.'));

    const { events } = await finished(hooks, llm);

    expect(hooks.occasions).toMatchObject([{ metadata: { reason: 'agent_finished' } }, { type: 'Stop' }]);
    expect(told(llm, 1)).toContain('[Stop hook feedback] The tests fail.');
    const finishes = events.filter((event) => event.kind === EventKind.StateUpdate && event.value === 'finished');
    expect(finishes).toHaveLength(1);
  });

  it('do not make the agent miss a message', async () => {
    const deciding = gate();
    const asked = gate();
    let times = 0;
    const hooks = new FakeHooks({
      Stop: async () => {
        times += 1;
        if (times > 1) return {};
        asked.open();
        await deciding.opened;
        return {};
      },
    });
    const llm = ScriptedLlm.replying(say('One.'), say('Two.'));
    const engine = anEngine({ llm, openHooks: hooks.open });
    const { view } = await engine.create({ hooks: SOME_HOOKS, initialMessage: text('one') });
    await asked.opened;
    await engine.send(view.record.id, { content: text('two'), run: true });
    deciding.open();

    await untilStatus(engine, view.record.id, ExecutionStatus.Finished);
    expect(llm.requests).toHaveLength(2);
    expect(times).toBe(2);
  });
});

describe('hooks of the session', () => {
  it('run at its first run and at its end, and speak to the model', async () => {
    const hooks = new FakeHooks({
      SessionStart: () => ({ additionalContext: 'Use tabs.' }),
      SessionEnd: () => ({ stdout: 'bye' }),
    });
    const llm = ScriptedLlm.replying(say('One.'), say('Two.'));

    const { engine, id } = await finished(hooks, llm);
    await engine.send(id, { content: text('again'), run: true });
    await until(() => llm.requests.length === 2);
    await engine.stop(id);

    expect(hooks.types).toEqual(['SessionStart', 'SessionEnd']);
    expect(hooks.closed).toBe(1);
    expect(told(llm, 0)).toContain('Use tabs.');
    expect(hookEvents(await logOf(engine, id)).at(-1)).toMatchObject({ hook_event_type: 'SessionEnd', stdout: 'bye' });
  });

  it('join those that the conversation brings with it, and are shown', async () => {
    const hooks = new FakeHooks({ SessionStart: () => ({}) });
    const brought = { tools: [], instructions: [], hooks: SOME_HOOKS, close: async () => undefined };
    const engine = anEngine({
      llm: ScriptedLlm.replying(say('Done.')),
      openHooks: hooks.open,
      equipment: { equip: async () => brought },
    });
    const { view } = await engine.create({ hooks: SOME_HOOKS, initialMessage: text('go') });

    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    const update = events.find((event) => event.kind === EventKind.StateUpdate && event.key === 'hook_config');
    expect(update).toMatchObject({ value: { stop: [{ matcher: '*' }, { matcher: '*' }] } });
  });

  it('may ask the model, which is counted apart', async () => {
    const hooks = new FakeHooks({
      SessionStart: async (_occasion, host, signal) => ({
        stdout: await host.ask({
          usageId: 'prompt-hook:guard',
          system: 'Judge.',
          text: 'Event.',
          tools: [],
          maxIterations: 1,
          timeoutMs: 1_000,
          signal,
        }),
      }),
    });
    const llm = ScriptedLlm.replying(say('{"decision":"allow"}', { cost: 0.5 }), say('Done.', { cost: 0.25 }));

    const { engine, id, events } = await finished(hooks, llm);

    expect(hookEvents(events)[0]?.stdout).toBe('{"decision":"allow"}');
    const { metrics } = (await engine.get(id)).record;
    expect([metrics['prompt-hook:guard']?.accumulated_cost, metrics['agent']?.accumulated_cost]).toEqual([0.5, 0.25]);
  });

  it('never show the conversation’s secrets', async () => {
    const hooks = new FakeHooks({
      PreToolUse: async (_occasion, host) => (await host.openWorkspace(), { stdout: 'key: topsecret1' }),
    });
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'ls' }), say('Done.'));
    const engine = anEngine({ llm, openHooks: hooks.open });
    const { view } = await engine.create({
      hooks: SOME_HOOKS,
      secrets: { KEY: 'topsecret1' },
      initialMessage: text('go'),
    });

    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(hookEvents(events)[0]?.stdout).toBe('key: <secret-hidden>');
  });
});
