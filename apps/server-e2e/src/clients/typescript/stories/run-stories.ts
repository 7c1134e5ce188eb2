import { expect } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import { ordersOf } from '@openhands-nest/testing';
import { aConversation, aFinishedConversation, eventIn, until } from './conversations.js';
import type { Story } from './story.js';

const ECHO = { call: 'terminal', with: { command: 'echo worked' } } as const;
const DONE = { say: 'It is done.' } as const;

/** A conversation as the high-level class leads it. */
export const RUN_STORIES: readonly Story[] = [
  {
    title: 'an agent works, is heard over the socket, and answers',
    async tell(cast) {
      const heard = Promise.withResolvers<any>();
      const callback = (event: any): void => void (event.kind === 'ObservationEvent' && heard.resolve(event));
      const conversation = await aConversation(cast, { callback });
      await conversation.start();
      expect(conversation.id).toMatch(/^[0-9a-f-]{32,36}$/);
      await conversation.startWebSocketClient();
      await conversation.sendMessage(ordersOf(ECHO, DONE));
      await conversation.run();
      await until(cast, conversation.id, ExecutionStatus.Finished);
      expect(await conversation.getAgentFinalResponse()).toBe('It is done.');
      expect((await conversation.conversationStats()).usage_to_metrics.agent).toMatchObject({
        model_name: cast.llm['model'],
      });
      expect(await heard.promise).toMatchObject({ tool_name: 'terminal' });
      await conversation.stopWebSocketClient();
      await conversation.close();
    },
  },
  {
    title: 'the state is what the server says, and what the socket adds',
    async tell(cast) {
      const conversation = await aFinishedConversation(cast, ECHO, DONE);
      const { state } = conversation;
      expect(state.id).toBe(conversation.id);
      expect(await state.getExecutionStatus()).toBe('finished');
      expect(await state.getAgentStatus()).toBe('finished');
      expect(await state.getConfirmationPolicy()).toMatchObject({ kind: 'NeverConfirm' });
      expect(await state.getActivatedKnowledgeSkills()).toEqual([]);
      expect(await state.getAgent()).toMatchObject({ llm: { model: cast.llm['model'] } });
      expect(await state.getWorkspace()).toMatchObject({ working_dir: conversation.workspace.workingDir });
      // There is no directory of a conversation: its log is in the database. The client takes that for an error.
      await cast.record.refused(state.getPersistenceDir(), 'persistence_dir missing');
      expect(await state.modelDump()).toMatchObject({ id: conversation.id });
      expect(JSON.parse(await state.modelDumpJson())).toMatchObject({ id: conversation.id });
      await cast.record.refused(state.setAgentStatus('idle'), 'managed server-side');
      const update = { kind: 'ConversationStateUpdateEvent', key: 'execution_status', value: 'paused' };
      await state.updateStateFromEvent(update);
      expect(await state.getExecutionStatus()).toBe('paused');
      expect(await state.refresh()).toMatchObject({ execution_status: 'finished' });
      state.createStateUpdateCallback()(update);
      expect(await state.getExecutionStatus()).toBe('paused');
    },
  },
  {
    title: 'events are searched, counted, fetched and gathered',
    async tell(cast) {
      const conversation = await aFinishedConversation(cast, ECHO, DONE);
      const events = conversation.state.events;
      const { items } = await events.search({ kind: 'ActionEvent' });
      expect(items).toMatchObject([{ action: { command: 'echo worked' } }]);
      const [action] = items;
      expect(await events.count({ kind: 'ActionEvent' })).toBe(1);
      expect(await events.getEventById(action.id)).toMatchObject(action);
      expect(await events.getEventsById([action.id, 'no-such-event'])).toMatchObject([action, null]);
      await events.addEvent(action);
      await events.append(action);
      events.createDefaultCallback()({ ...action, id: 'another' });
      expect(await events.length()).toBe(2);
      expect(await events.getEvent(0)).toEqual(action);
      const kinds = (await events.getEvents()).map(({ kind }: any) => kind);
      expect(kinds).toEqual(expect.arrayContaining(['SystemPromptEvent', 'MessageEvent', 'ObservationEvent']));
      const iterated = [];
      for await (const event of events) iterated.push(event.kind);
      expect(iterated).toEqual(kinds);
    },
  },
  {
    title: 'a run is paused between two steps, and goes on',
    async tell(cast) {
      const conversation = await aConversation(cast);
      const wait = { call: 'terminal', with: { command: 'until test -e go; do sleep 0.05; done' } };
      await conversation.start({ initialMessage: ordersOf(wait, DONE) });
      await eventIn(cast, conversation.id, ({ kind }) => kind === 'ActionEvent');
      await conversation.pause();
      await conversation.workspace.executeCommand('touch go', conversation.workspace.workingDir);
      // The status is there at once; the run is over when the step in flight is.
      await eventIn(cast, conversation.id, ({ kind }) => kind === 'ObservationEvent');
      await until(cast, conversation.id, ExecutionStatus.Paused);
      await conversation.run();
      await until(cast, conversation.id, ExecutionStatus.Finished);
    },
  },
  {
    title: 'actions wait for a person, who accepts one and rejects the next',
    async tell(cast) {
      const conversation = await aConversation(cast);
      await conversation.start();
      await conversation.setConfirmationPolicy({ kind: 'AlwaysConfirm' });
      await conversation.sendMessage(ordersOf(ECHO, ECHO, DONE));
      await conversation.run();
      await until(cast, conversation.id, ExecutionStatus.WaitingForConfirmation);
      await conversation.sendConfirmationResponse(true);
      await eventIn(cast, conversation.id, ({ kind }) => kind === 'ObservationEvent');
      await until(cast, conversation.id, ExecutionStatus.WaitingForConfirmation);
      await conversation.sendConfirmationResponse(false, 'Once is enough.');
      const rejection = await eventIn(cast, conversation.id, ({ kind }) => kind === 'UserRejectObservation');
      expect(rejection.rejection_reason).toBe('Once is enough.');
    },
  },
  {
    title: 'secrets reach commands and not the log; a title and an analyzer are set',
    async tell(cast) {
      const show = { call: 'terminal', with: { command: 'echo "<$TOKEN>"; echo ${#TOKEN} > length' } };
      const conversation = await aConversation(cast);
      await conversation.start();
      await conversation.sendMessage(ordersOf(show, DONE));
      await conversation.updateSecrets({ TOKEN: 'hush-hush', LAZY: () => 'later' });
      await conversation.setTitle('A secret');
      await conversation.setSecurityAnalyzer({ kind: 'LLMSecurityAnalyzer' });
      await conversation.run();
      await until(cast, conversation.id, ExecutionStatus.Finished);
      expect(await conversation.workspace.downloadAsText(`${conversation.workspace.workingDir}/length`)).toBe('9\n');
      expect(JSON.stringify(await conversation.state.events.getEvents())).not.toContain('hush-hush');
      expect(await conversation.state.refresh()).toMatchObject({
        title: 'A secret',
        security_analyzer: { kind: 'LLMSecurityAnalyzer' },
      });
    },
  },
  {
    title: 'a finished conversation is asked, condensed, forked, rewound and downloaded',
    async tell(cast) {
      const conversation = await aFinishedConversation(cast, ECHO, DONE);
      expect(await conversation.askAgent('What did you do?')).toMatch(/characters/);
      await conversation.condense();
      const fork = await conversation.fork({ title: 'A fork' }, { includeSkills: false });
      expect(fork.id).not.toBe(conversation.id);
      expect(await fork.state.modelDump()).toMatchObject({ title: 'A fork' });
      const { items } = await conversation.state.events.search({ kind: 'MessageEvent' });
      await conversation.navigateTo(items[0].id);
      expect(await conversation.state.modelDump()).toMatchObject({ leaf_event_id: items[0].id });
      const archive = new Uint8Array(await (await conversation.downloadTrajectory()).arrayBuffer());
      expect(Buffer.from(archive.subarray(0, 2)).toString()).toBe('PK');
    },
  },
  {
    title: 'a conversation changes its model',
    async tell(cast) {
      const { sdk, options, llm, record } = cast;
      const conversation = await aFinishedConversation(cast, DONE);
      const profiles = new sdk.ProfilesClient(options);
      await profiles.saveProfile('other', { llm: { ...llm, model: 'openai/fake-other' }, include_secrets: true });
      await conversation.switchProfile('other');
      expect(await conversation.state.refresh()).toMatchObject({ agent: { llm: { model: 'openai/fake-other' } } });
      await conversation.switchLlm({ ...llm, model: 'openai/fake-third', usage_id: 'third' });
      expect(await conversation.state.refresh()).toMatchObject({ agent: { llm: { model: 'openai/fake-third' } } });
      // Only a conversation with an ACP agent has such a model.
      await record.refused(conversation.switchAcpModel('any'), 400);
      await profiles.deleteProfile('other');
    },
  },
  {
    title: 'a goal is pursued, stopped and taken up again',
    async tell(cast) {
      const conversation = await aConversation(cast);
      await conversation.start();
      const wait = { call: 'terminal', with: { command: 'until test -e go; do sleep 0.05; done' } };
      await conversation.startGoal(ordersOf(wait, DONE), 2);
      await eventIn(cast, conversation.id, ({ kind }) => kind === 'ActionEvent');
      await conversation.stopGoal();
      await conversation.workspace.executeCommand('touch go', conversation.workspace.workingDir);
      await until(cast, conversation.id, ExecutionStatus.Finished, ExecutionStatus.Paused, ExecutionStatus.Idle);
      await conversation.resumeGoal();
      await conversation.stopGoal();
    },
  },
  {
    title: 'hooks of a project are read, and kept with a conversation',
    async tell(cast) {
      const hooks = { pre_tool_use: [{ matcher: 'terminal', hooks: [{ type: 'command', command: 'true' }] }] };
      const conversation = await aConversation(cast, { hookConfig: hooks });
      const directory = conversation.workspace.workingDir;
      await conversation.workspace.uploadText(JSON.stringify(hooks), `${directory}/.openhands/hooks.json`);
      expect(await conversation.loadHooks()).toMatchObject(hooks);
      await conversation.start();
      expect(await conversation.getHookConfig()).toMatchObject(hooks);
      const client = cast.record.watch(new cast.sdk.HooksClient(cast.options));
      expect(await client.loadHooks({ project_dir: directory })).toMatchObject({ hook_config: hooks });
      client.close();
    },
  },
  {
    title: 'the socket of events can be used by itself',
    async tell(cast) {
      const { sdk, options, record } = cast;
      const conversation = await aFinishedConversation(cast, DONE);
      await new Promise<void>((resolve) => {
        const access = { ...options, conversationId: conversation.id };
        const socket = record.watch(
          new sdk.WebSocketCallbackClient({
            ...access,
            callback: ({ kind }: any) => {
              if (kind !== 'ConversationStateUpdateEvent') return;
              socket.stop();
              resolve();
            },
          }),
        );
        socket.start();
      });
    },
  },
];
