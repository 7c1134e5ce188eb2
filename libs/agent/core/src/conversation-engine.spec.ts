import { afterEach, describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { ConversationStatus, EventKind, ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import {
  LlmError,
  LlmErrorKind,
  LlmNotConfiguredError,
  ProvisionError,
  RunInProgressError,
  TooManySubscribersError,
} from '@openhands-nest/agent-ports';
import { callsTo, callTo, failWith, InMemoryStorage, say, ScriptedLlm, waitFor } from '@openhands-nest/testing';
import type { Engine } from './engine.js';
import {
  engineUnderTest,
  gate,
  kindsOf,
  logOf,
  readUntil,
  untilStatus,
  waitOrAbort,
  type EngineUnderTestOptions,
} from './__fixtures__/engine-under-test.js';
import { fakeFinish, fakeGrep, fakeTerminal } from './__fixtures__/fake-tools.js';

const engines: Engine[] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
});

function anEngine(options: EngineUnderTestOptions = {}): Engine {
  const { engine } = engineUnderTest(options);
  engines.push(engine);
  return engine;
}

const text = (value: string): { type: 'text'; text: string }[] => [{ type: 'text', text: value }];

async function started(engine: Engine, message = 'fix the test'): Promise<string> {
  const { view } = await engine.create({ initialMessage: text(message) });
  return view.record.id;
}

describe('a run', () => {
  it('works step by step until the model has nothing more to do', async () => {
    const llm = ScriptedLlm.replying(
      callTo('terminal', { command: 'ls' }, { thought: 'Let me look.' }),
      say('All done.'),
    );
    const engine = anEngine({ llm });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(kindsOf(events)).toEqual([
      EventKind.SystemPrompt,
      EventKind.Message,
      EventKind.Action,
      EventKind.Observation,
      EventKind.Message,
    ]);
    expect(llm.requests[1]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool']);
  });

  it('chains every event but state updates to the one before it, with times that never decrease', async () => {
    const engine = anEngine({ llm: ScriptedLlm.replying(callTo('terminal', { command: 'ls' }), say('Done.')) });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    const chain = events.filter(({ kind }) => kind !== EventKind.StateUpdate);
    expect(chain.map(({ parent_id }) => parent_id)).toEqual([undefined, ...chain.slice(0, -1).map(({ id }) => id)]);
    const times = events.map(({ timestamp }) => timestamp);
    expect([...times].sort()).toEqual(times);
  });

  it('is refused while one is active', async () => {
    const { opened, open } = gate();
    const engine = anEngine({ llm: ScriptedLlm.replying(waitFor(opened, say('Done.'))) });
    const id = await started(engine);

    await expect(engine.run(id)).rejects.toThrow(RunInProgressError);

    open();
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });

  it('can be started again as soon as a watcher sees that it has ended', async () => {
    const engine = anEngine({ llm: ScriptedLlm.always(say('Done.')) });
    const id = await started(engine);
    for (let round = 0; round < 20; round += 1) {
      await untilStatus(engine, id, ExecutionStatus.Finished);
      await engine.send(id, { content: text('again'), run: true });
    }
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });

  it('sees a message that comes while a tool works', async () => {
    const { opened, open } = gate();
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'make' }), say('Both done.'));
    const engine = anEngine({ llm, tools: [fakeTerminal((_, signal) => waitOrAbort(opened, signal))] });
    const id = await started(engine);
    await until(() => llm.requests.length === 1);

    await engine.send(id, { content: text('and the docs'), run: true });
    open();
    await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(llm.requests[1]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'user']);
  });

  it('does not end over a message that came while the model wrote its last words', async () => {
    const { opened, open } = gate();
    const llm = ScriptedLlm.replying(waitFor(opened, say('Done.')), say('The docs too.'));
    const engine = anEngine({ llm });
    const id = await started(engine);
    await until(() => llm.requests.length === 1);

    await engine.send(id, { content: text('and the docs'), run: false });
    open();
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(kindsOf(events).slice(1)).toEqual([
      EventKind.Message,
      EventKind.Message,
      EventKind.Message,
      EventKind.Message,
    ]);
    expect(llm.requests).toHaveLength(2);
  });

  it('answers calls after finish as not executed', async () => {
    const ran: string[] = [];
    const llm = ScriptedLlm.replying(
      callsTo([
        ['finish', { message: 'done' }],
        ['terminal', { command: 'rm -rf build' }],
      ]),
    );
    const engine = anEngine({ llm, tools: [fakeTerminal((command) => (ran.push(command), '')), fakeFinish] });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(kindsOf(events).slice(2)).toEqual([
      EventKind.Action,
      EventKind.Action,
      EventKind.Observation,
      EventKind.AgentError,
    ]);
    expect(ran).toEqual([]);
  });

  it('lets independent calls overlap and tells of them in call order', async () => {
    const first = gate();
    const order: string[] = [];
    const grep = fakeGrep(async (pattern, signal) => {
      if (pattern === 'a') await waitOrAbort(first.opened, signal);
      else first.open();
      order.push(pattern);
      return pattern;
    });
    const llm = ScriptedLlm.replying(
      callsTo([
        ['grep', { pattern: 'a' }],
        ['grep', { pattern: 'b' }],
      ]),
      say('Done.'),
    );
    const engine = anEngine({ llm, tools: [grep] });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(order).toEqual(['b', 'a']);
    expect(observationTexts(events)).toEqual(['a', 'b']);
  });

  it('tells the model about calls that make no sense, and goes on', async () => {
    const llm = ScriptedLlm.replying(
      callsTo([
        ['teleport', {}],
        ['terminal', '{"command": '],
        ['terminal', { command: 7 }],
        ['terminal', { command: 'ls' }],
      ]),
      say('Done.'),
    );
    const engine = anEngine({ llm });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    const errors = events.filter((event) => event.kind === EventKind.AgentError);
    expect(errors).toHaveLength(3);
    expect(errors[0]?.error).toContain('terminal');
    expect(observationTexts(events)).toEqual(['ran ls']);
    expect(llm.requests[1]?.messages.filter(({ role }) => role === 'tool')).toHaveLength(4);
  });

  it('reports a tool that breaks and goes on', async () => {
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'ls' }), say('Done.'));
    const engine = anEngine({ llm, tools: [fakeTerminal(() => Promise.reject(new Error('the pipe is broken')))] });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(events.find((event) => event.kind === EventKind.AgentError)?.error).toContain('the pipe is broken');
  });

  it('keeps count of tokens and money', async () => {
    const llm = ScriptedLlm.replying(
      callTo('terminal', { command: 'ls' }, { cost: 0.25 }),
      say('Done.', { cost: 0.5 }),
    );
    const engine = anEngine({ llm });
    const id = await started(engine);
    await untilStatus(engine, id, ExecutionStatus.Finished);

    const { record } = await engine.get(id);
    expect(record.metrics['agent']).toMatchObject({
      accumulated_cost: 0.75,
      accumulated_token_usage: { prompt_tokens: 20, per_turn_token: 15 },
    });
  });

  it('gives secrets to commands and keeps them out of the events', async () => {
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'env' }), say('Done.'));
    const opened: unknown[] = [];
    const engine = anEngine({
      llm,
      tools: [fakeTerminal(() => 'GITHUB_TOKEN=ghp_topsecret')],
      secretEnvironment: async () => ({ GITHUB_TOKEN: 'ghp_topsecret' }),
      onOpenWorkspace: (request) => opened.push(request.secretEnv),
    });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(opened).toEqual([{ GITHUB_TOKEN: 'ghp_topsecret' }]);
    expect(observationTexts(events)).toEqual(['GITHUB_TOKEN=<secret-hidden>']);
    expect(JSON.stringify([events, llm.requests])).not.toContain('topsecret');
  });

  it('ends where it cannot be told from the one before', async () => {
    const engine = anEngine({ llm: ScriptedLlm.always(callTo('terminal', { command: 'ls' })) });
    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Stuck);
    expect(observationTexts(events)).toHaveLength(4);
  });

  it.each([
    ['steps', { maxIterations: 3 }, 'MaxIterationsReached'],
    ['money', { maxBudget: 0.2 }, 'MaxBudgetReached'],
    ['time', { maxRunMs: 50 }, 'MaxDurationReached'],
  ])('ends with an error when its %s are used up', async (_, limits, code) => {
    let calls = 0;
    const llm = ScriptedLlm.always(() => callTo('terminal', { command: `echo ${(calls += 1)}` }, { cost: 0.1 }));
    const slow = fakeTerminal((command, signal) =>
      'maxRunMs' in limits ? waitOrAbort(new Promise(() => undefined), signal) : command,
    );
    const engine = anEngine({ llm, limits, tools: [slow] });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Error);

    expect(events.find((event) => event.kind === EventKind.ConversationError)?.code).toBe(code);
    expect(unanswered(events)).toEqual([]);
  });

  it('ends with the failure of the model, and can be run again', async () => {
    const llm = ScriptedLlm.replying(
      failWith(new LlmError(LlmErrorKind.Authentication, 'The key was refused.')),
      say('Done.'),
    );
    const engine = anEngine({ llm });
    const id = await started(engine);
    const events = await untilStatus(engine, id, ExecutionStatus.Error);
    expect(events.find((event) => event.kind === EventKind.ConversationError)).toMatchObject({
      code: 'LLMAuthenticationError',
      detail: 'The key was refused.',
      classification: { kind: 'auth', user_action: 'settings' },
    });
    expect((await engine.get(id)).record).toMatchObject({
      runtimeStatus: RuntimeStatus.ErrorLlmAuthentication,
      failure: 'The key was refused.',
    });

    await engine.run(id);
    await untilStatus(engine, id, ExecutionStatus.Finished);
    expect((await engine.get(id)).record).toMatchObject({ runtimeStatus: RuntimeStatus.Ready, failure: null });
  });

  it('is refused without a model, before anything is stored', async () => {
    const engine = anEngine();
    const { view } = await engine.create({});
    const { id } = view.record;

    await expect(engine.create({ conversationId: crypto.randomUUID(), initialMessage: text('hi') })).rejects.toThrow(
      LlmNotConfiguredError,
    );
    await expect(engine.send(id, { content: text('hi'), run: true })).rejects.toThrow(LlmNotConfiguredError);
    await expect(engine.run(id)).rejects.toThrow(LlmNotConfiguredError);

    expect(await logOf(engine, id)).toEqual([]);
    expect((await engine.list({ limit: 10 })).items).toHaveLength(1);
  });
});

describe('pause and interrupt', () => {
  it('pauses after the step in flight', async () => {
    const { opened, open } = gate();
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'make' }), say('Done.'));
    const engine = anEngine({ llm, tools: [fakeTerminal((_, signal) => waitOrAbort(opened, signal))] });
    const id = await started(engine);
    await until(() => llm.requests.length === 1);

    await engine.pause(id);
    expect((await engine.get(id)).record.executionStatus).toBe(ExecutionStatus.Paused);
    open();
    await settledRun(engine, id);

    expect(kindsOf(await logOf(engine, id)).slice(2)).toEqual([
      EventKind.Action,
      EventKind.Pause,
      EventKind.Observation,
    ]);
    await engine.run(id);
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });

  it('cuts the step in flight off and answers its calls', async () => {
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'sleep 1000' }), say('Done.'));
    const working = gate();
    const forever = fakeTerminal((_, signal) => (working.open(), waitOrAbort(new Promise(() => undefined), signal)));
    const engine = anEngine({ llm, tools: [forever] });
    const id = await started(engine);
    await working.opened;

    await engine.interrupt(id);

    const events = await logOf(engine, id);
    expect(kindsOf(events).slice(2)).toEqual([EventKind.Action, EventKind.AgentError, EventKind.Interrupt]);
    expect((await engine.get(id)).record.executionStatus).toBe(ExecutionStatus.Paused);
    await engine.run(id);
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });
});

describe('setting up', () => {
  it('shows progress, and keeps messages for the time when it is done', async () => {
    const { opened, open } = gate();
    const llm = ScriptedLlm.replying(say('Done.'));
    const engine = anEngine({
      llm,
      provisioner: {
        provision: async ({ onStatus, workspace }) => {
          await onStatus(RuntimeStatus.SettingUpWorkspace);
          await opened;
          return { directory: `${workspace.directory}/app`, branch: 'main' };
        },
      },
    });
    const id = await started(engine);
    await untilAsync(async () => (await engine.get(id)).record.runtimeStatus === RuntimeStatus.SettingUpWorkspace);
    expect((await engine.get(id)).status).toBe(ConversationStatus.Starting);
    expect(llm.requests).toHaveLength(0);

    open();
    await untilStatus(engine, id, ExecutionStatus.Finished);
    expect((await engine.get(id)).status).toBe(ConversationStatus.Running);
  });

  it('ends in a failed state with its reason, and is tried again by start', async () => {
    let attempts = 0;
    const engine = anEngine({
      llm: ScriptedLlm.always(say('Done.')),
      provisioner: {
        provision: async ({ workspace }) => {
          attempts += 1;
          if (attempts === 1) throw new ProvisionError('The repository does not exist.', RuntimeStatus.Error);
          return { directory: workspace.directory };
        },
      },
    });
    const id = await started(engine);
    const events = await untilStatus(engine, id, ExecutionStatus.Error);
    expect(events.filter((event) => event.kind === EventKind.ConversationError)).toHaveLength(1);
    expect(await engine.get(id)).toMatchObject({
      status: ConversationStatus.Stopped,
      record: { failure: 'The repository does not exist.', runtimeStatus: RuntimeStatus.Error },
    });

    await engine.start(id);
    await untilAsync(async () => (await engine.get(id)).status === ConversationStatus.Running);
    await engine.run(id);
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });
});

describe('a replay', () => {
  it('carries the recorded actions out, with the messages in between, and needs no model', async () => {
    const engine = anEngine();
    const { view } = await engine.create({
      replay: [
        { userMessage: 'list the files', calls: [] },
        { thought: 'Looking.', calls: [{ tool: 'terminal', arguments: { command: 'ls' } }] },
        { calls: [{ tool: 'finish', arguments: { message: 'done' } }] },
      ],
    });

    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(kindsOf(events)).toEqual([
      EventKind.SystemPrompt,
      EventKind.Message,
      EventKind.Action,
      EventKind.Observation,
      EventKind.Action,
      EventKind.Observation,
    ]);
    expect(observationTexts(events)).toEqual(['ran ls', 'done']);
    expect((await engine.get(view.record.id)).record.title).toBe('list the files');
  });
});

describe('a server that dies', () => {
  it('is followed by one that answers open calls honestly and goes on', async () => {
    const storage = new InMemoryStorage();
    const working = gate();
    const forever = fakeTerminal((_, signal) => (working.open(), waitOrAbort(new Promise(() => undefined), signal)));
    const dead = engineUnderTest({
      storage,
      owner: 'dead',
      llm: ScriptedLlm.replying(callTo('terminal', { command: 'deploy' })),
      tools: [forever],
    });
    const id = await started(dead.engine);
    await working.opened;

    const ran: string[] = [];
    const engine = anEngine({
      storage,
      owner: 'next',
      alive: (owner) => owner !== 'dead',
      llm: ScriptedLlm.replying(say('I will check.')),
      tools: [fakeTerminal((command) => (ran.push(command), ''))],
    });
    await engine.recover();
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(kindsOf(events).slice(2)).toEqual([EventKind.Action, EventKind.AgentError, EventKind.Message]);
    expect(ran).toEqual([]);
    expect(events.map(({ id: eventId }) => eventId)).toHaveLength(
      new Set(events.map(({ id: eventId }) => eventId)).size,
    );
  });

  it('cannot write any more once another has taken over', async () => {
    const storage = new InMemoryStorage();
    const first = engineUnderTest({ storage, owner: 'first', llm: ScriptedLlm.always(say('Done.')) });
    const { view } = await first.engine.create({});
    const second = anEngine({ storage, owner: 'second', alive: (owner) => owner !== 'first' });
    await second.send(view.record.id, { content: text('mine now'), run: false });

    await expect(first.engine.send(view.record.id, { content: text('still here'), run: false })).rejects.toThrow(
      /no longer owns|served by another process/,
    );

    const log = await logOf(second, view.record.id);
    expect(log.filter(({ kind }) => kind === EventKind.Message)).toHaveLength(1);
  });

  it('goes on after an orderly shutdown too', async () => {
    const storage = new InMemoryStorage();
    const working = gate();
    const forever = fakeTerminal((_, signal) => (working.open(), waitOrAbort(new Promise(() => undefined), signal)));
    const first = engineUnderTest({
      storage,
      llm: ScriptedLlm.replying(callTo('terminal', { command: 'sleep 1000' })),
      tools: [forever],
    });
    const id = await started(first.engine);
    await working.opened;
    await first.engine.close();

    const engine = anEngine({ storage, llm: ScriptedLlm.replying(say('Back again.')) });
    await engine.recover();
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(kindsOf(events).slice(2)).toEqual([EventKind.Action, EventKind.AgentError, EventKind.Message]);
  });
});

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

it('joins a conversation whose id exists', async () => {
  const engine = anEngine({ llm: ScriptedLlm.always(say('Done.')) });
  const id = crypto.randomUUID();
  const created = await Promise.all([1, 2, 3].map(() => engine.create({ conversationId: id })));
  expect(created.filter((result) => result.created)).toHaveLength(1);
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

function observationTexts(events: readonly ConversationEvent[]): string[] {
  return events.flatMap((event) =>
    event.kind === EventKind.Observation
      ? event.observation.content.map((part) => (part.type === 'text' ? part.text : ''))
      : [],
  );
}

function unanswered(events: readonly ConversationEvent[]): string[] {
  const answers = new Set(
    events.flatMap((event) => (event.kind !== EventKind.Action && 'tool_call_id' in event ? [event.tool_call_id] : [])),
  );
  return events.flatMap((event) =>
    event.kind === EventKind.Action && !answers.has(event.tool_call_id) ? [event.tool_call_id] : [],
  );
}

function statusOf(events: readonly ConversationEvent[]): unknown {
  const update = events.findLast((event) => event.kind === EventKind.StateUpdate && event.key === 'execution_status');
  return update?.kind === EventKind.StateUpdate ? update.value : undefined;
}

async function until(condition: () => boolean): Promise<void> {
  await untilAsync(async () => condition());
}

async function untilAsync(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 5_000; attempt += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('The condition was never met.');
}

/** Resolves when no run is active any more: a paused conversation can be run again. */
async function settledRun(engine: Engine, id: string): Promise<void> {
  const reader = await engine.openReader(id, { kind: 'all' });
  await readUntil(reader, (events) => events.some(({ kind }) => kind === EventKind.Observation));
  reader.close();
  await new Promise((resolve) => setImmediate(resolve));
}
