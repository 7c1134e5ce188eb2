import { describe, expect, it } from '@jest/globals';
import {
  ConversationStatus,
  EventKind,
  EventSource,
  ExecutionStatus,
  RuntimeStatus,
} from '@openhands-nest/contracts/vocabulary';
import { ProvisionError } from '@openhands-nest/agent-ports';
import { say, ScriptedLlm } from '@openhands-nest/testing';
import { gate, kindsOf, untilStatus } from '../__fixtures__/engine-under-test.js';
import { anEngine, observationTexts, started, untilAsync } from '../__fixtures__/scene.js';

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
    const told: string[] = [];
    (await engine.openReader(id, { kind: 'now' })).onProgress(({ status }) => told.push(status));
    await untilAsync(async () => (await engine.get(id)).record.runtimeStatus === RuntimeStatus.SettingUpWorkspace);
    expect((await engine.get(id)).status).toBe(ConversationStatus.Starting);
    expect(llm.requests).toHaveLength(0);

    open();
    await untilStatus(engine, id, ExecutionStatus.Finished);
    expect((await engine.get(id)).status).toBe(ConversationStatus.Running);
    expect(told.at(-1)).toBe(RuntimeStatus.Ready);
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

  it('acts in the new workspace where it was recorded in another one', async () => {
    const engine = anEngine();
    const { view } = await engine.create({
      recordedIn: '/recorded/work',
      replay: [
        { userMessage: 'list the files', calls: [] },
        { calls: [{ tool: 'terminal', arguments: { command: 'ls /recorded/work/src' } }] },
        { calls: [{ tool: 'finish', arguments: { message: 'done' } }] },
      ],
    });

    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(observationTexts(events)).toEqual([`ran ls ${view.record.spec.workspace.directory}/src`, 'done']);
  });

  it('has the pictures that came with a message, with or without a word', async () => {
    const engine = anEngine();
    const first = 'data:image/png;base64,AAAA';
    const second = 'https://example.com/b.png';
    const { view } = await engine.create({
      replay: [
        { userMessage: 'look', userImages: [first], calls: [] },
        { thought: 'Seen.', calls: [] },
        { userMessage: '', userImages: [second], calls: [] },
        { calls: [{ tool: 'finish', arguments: { message: 'done' } }] },
      ],
    });

    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    const said = events.flatMap((event) =>
      event.kind === EventKind.Message && event.source === EventSource.User ? [event.llm_message.content] : [],
    );
    expect(said).toMatchObject([
      [{ text: 'look' }, { type: 'image', image_urls: [first] }],
      [{ type: 'image', image_urls: [second] }],
    ]);
  });

  it('goes on after what the agent said in between, to the end of the recording', async () => {
    const engine = anEngine();
    const { view } = await engine.create({
      replay: [
        { userMessage: 'list the files', calls: [] },
        { thought: 'Which ones?', calls: [] },
        { userMessage: 'all', calls: [] },
        { calls: [{ tool: 'finish', arguments: { message: 'listed' } }] },
        { userMessage: 'and now the folders', calls: [] },
        { thought: 'One moment.', calls: [] },
        { calls: [{ tool: 'terminal', arguments: { command: 'ls -d */' } }] },
        { thought: 'Those are all.', calls: [] },
      ],
    });

    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(observationTexts(events)).toEqual(['listed', 'ran ls -d */']);
    expect(events.filter(({ kind, source }) => kind === EventKind.Message && source === EventSource.User)).toHaveLength(
      3,
    );
    expect((await engine.get(view.record.id)).record.executionStatus).toBe(ExecutionStatus.Finished);
  });
});
