import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import { ordersOf } from '@openhands-nest/testing';
import { aFinishedConversation, agentOf, aRequest, eventIn, until } from './conversations.js';
import type { Story } from './story.js';

const ECHO = { call: 'terminal', with: { command: 'echo worked' } } as const;
const DONE = { say: 'It is done.' } as const;

/** Conversations by their ids, through the low-level client and the manager of many. */
export const MANAGER_STORIES: readonly Story[] = [
  {
    title: 'a conversation is created, run, searched and deleted by its id',
    async tell(cast) {
      const { sdk, options, record } = cast;
      const client = record.watch(new sdk.ConversationClient(options));
      const request = await aRequest(cast, ordersOf(ECHO, DONE));
      const { id } = await client.createConversation({ ...request, conversation_id: randomUUID() });
      await until(cast, id, ExecutionStatus.Finished);
      expect(await client.getConversation(id)).toMatchObject({ id, execution_status: 'finished' });
      expect(await client.getConversations([id])).toMatchObject([{ id }]);
      expect((await client.searchConversations({ limit: 100 })).items.map((one: any) => one.id)).toContain(id);
      expect(await client.countConversations({ status: ExecutionStatus.Finished })).toBeGreaterThanOrEqual(1);
      expect(await client.getAgentFinalResponse(id)).toMatchObject({ response: 'It is done.' });

      const { items } = await client.searchEvents(id, { kind: 'ObservationEvent' });
      expect(items[0].observation.content).toMatchObject([{ type: 'text', text: expect.stringContaining('worked') }]);
      expect(await client.getEvent(id, items[0].id)).toMatchObject(items[0]);
      expect(await client.getEvents(id, [items[0].id, 'none'])).toMatchObject([items[0], null]);
      expect(await client.getEventCount(id, { kind: 'ObservationEvent' })).toBe(1);
      expect(await client.updateConversation(id, { title: 'Named', tags: { by: 'story' } })).toBeTruthy();
      expect(await client.getConversation(id)).toMatchObject({ title: 'Named', tags: { by: 'story' } });
      await client.deleteConversation(id);
      await record.refused(client.getConversation(id), 404);
      client.close();
    },
  },
  {
    title: 'a run is started, confirmed, paused and interrupted by its id',
    async tell(cast) {
      const { sdk, options, record } = cast;
      const client = record.watch(new sdk.ConversationClient(options));
      const { id } = await client.createConversation(await aRequest(cast));
      expect(await client.setConfirmationPolicy(id, { kind: 'AlwaysConfirm' })).toEqual({ success: true });
      expect(await client.updateSecrets(id, { secrets: { KEY: 'k' } })).toEqual({ success: true });
      const endless = { call: 'terminal', with: { command: 'sleep 600' } };
      await client.sendEvent(
        id,
        { role: 'user', content: [{ type: 'text', text: ordersOf(endless) }] },
        { run: false },
      );
      expect(await client.runConversation(id)).toEqual({ success: true });
      await until(cast, id, ExecutionStatus.WaitingForConfirmation);
      expect(await client.respondToConfirmation(id, { accept: true, reason: '' })).toEqual({ success: true });
      expect(await client.pauseConversation(id)).toEqual({ success: true });
      expect(await client.interruptConversation(id)).toEqual({ success: true });
      await until(cast, id, ExecutionStatus.Paused);
    },
  },
  {
    title: 'a conversation is asked, condensed, forked and rewound by its id',
    async tell(cast) {
      const { sdk, options, record } = cast;
      const client = record.watch(new sdk.ConversationClient(options));
      const { id } = await aFinishedConversation(cast, ECHO, DONE);
      expect((await client.askAgent(id, 'What did you do?')).response).toMatch(/characters/);
      expect(await client.condenseConversation(id)).toEqual({ success: true });
      const fork = await client.forkConversation(id, { title: 'A fork' });
      expect(fork).toMatchObject({ title: 'A fork' });
      const { items } = await client.searchEvents(fork.id, { kind: 'MessageEvent' });
      await client.navigateConversation(fork.id, { event_id: items[0].id });
      expect(await client.getConversation(fork.id)).toMatchObject({ leaf_event_id: items[0].id });
      expect(await client.setSecurityAnalyzer(id, { kind: 'LLMSecurityAnalyzer' })).toEqual({ success: true });
      const files = record.watch(new sdk.FileClient(options));
      expect((await files.downloadTrajectory(id)).size).toBeGreaterThan(0);
    },
  },
  {
    title: 'a conversation changes its model and pursues a goal by its id',
    async tell(cast) {
      const { sdk, options, record, llm } = cast;
      const client = record.watch(new sdk.ConversationClient(options));
      const { id } = await aFinishedConversation(cast, DONE);
      const profiles = new sdk.ProfilesClient(options);
      await profiles.saveProfile('by-id', { llm: { ...llm, model: 'openai/fake-by-id' }, include_secrets: true });
      await client.switchProfile(id, 'by-id');
      expect(await client.getConversation(id)).toMatchObject({ agent: { llm: { model: 'openai/fake-by-id' } } });
      const manager = record.watch(new sdk.ConversationManager(options));
      await manager.switchProfile(id, 'by-id');
      await client.switchLLM(id, { ...llm, model: 'openai/fake-model', usage_id: 'switched' });
      expect(await client.getConversation(id)).toMatchObject({ agent: { llm: { model: 'openai/fake-model' } } });
      await record.refused(client.switchAcpModel(id, 'any'), 400);
      await profiles.deleteProfile('by-id');

      const endless = ordersOf({ call: 'terminal', with: { command: 'sleep 600' } });
      await client.startGoal(id, { objective: endless, max_iterations: 1 });
      await eventIn(cast, id, ({ kind }) => kind === 'ActionEvent');
      await client.stopGoal(id);
      await client.interruptConversation(id);
      await until(cast, id, ExecutionStatus.Paused);
      await client.resumeGoal(id);
      await client.stopGoal(id);
    },
  },
  {
    title: 'the manager creates, finds, renames and deletes conversations',
    async tell(cast) {
      const { sdk, options, record, newDirectory } = cast;
      const manager = record.watch(new sdk.ConversationManager(options));
      expect(await manager.server.getAlive()).toEqual({ status: 'ok' });
      const workingDir = await newDirectory();
      const { id } = await manager.createConversation(agentOf(cast), { workingDir });
      const loaded = await manager.loadConversation(id, workingDir);
      expect(loaded.id).toBe(id);
      expect(await manager.getConversation(id)).toMatchObject({ workspace: { working_dir: workingDir } });
      expect(await manager.getConversations([id, randomUUID()])).toMatchObject([{ id }, null]);
      expect((await manager.searchConversations({ limit: 1 })).items).toHaveLength(1);
      const all = await manager.getAllConversations();
      expect(all.map((one: any) => one.id)).toContain(id);
      expect(await manager.countConversations()).toBe(all.length);
      await manager.updateConversation(id, { title: 'By the manager' });
      expect(await manager.getConversation(id)).toMatchObject({ title: 'By the manager' });
      await manager.deleteConversation(id);
      expect(await manager.getConversations([id])).toEqual([null]);
      manager.close();
    },
  },
  {
    title: 'the routes of ACP conversations answer for every conversation',
    async tell(cast) {
      const { sdk, options, record, newDirectory } = cast;
      const manager = record.watch(new sdk.ConversationManager(options));
      for (const acp of [manager.acp, new NamesOfTheManager(manager)]) {
        const { id } = await acp.createConversation(agentOf(cast), { workingDir: await newDirectory() });
        expect(await acp.getConversation(id)).toMatchObject({ id });
        expect(await acp.getConversations([id])).toMatchObject([{ id }]);
        expect((await acp.searchConversations({ limit: 100 })).items.map((one: any) => one.id)).toContain(id);
        const all = await acp.getAllConversations();
        expect(all.map((one: any) => one.id)).toContain(id);
        expect(await acp.countConversations()).toBe(all.length);
      }
    },
  },
];

/** The manager's own names for what its `acp` offers. */
class NamesOfTheManager {
  constructor(private readonly manager: any) {}

  createConversation = (...parameters: unknown[]): any => this.manager.createACPConversation(...parameters);
  getConversation = (id: string): any => this.manager.getACPConversation(id);
  getConversations = (ids: string[]): any => this.manager.getACPConversations(ids);
  searchConversations = (query: object): any => this.manager.searchACPConversations(query);
  getAllConversations = (): any => this.manager.getAllACPConversations();
  countConversations = (): any => this.manager.countACPConversations();
}
