import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeIssuer, obedientModel } from '@openhands-nest/testing';
import { Stage } from '../../harness/stage.js';
import { NOT_FOR_THIS_SERVER } from './not-for-this-server.js';
import { CallRecord } from './package/call-record.js';
import { WebSocket } from 'ws';
import { loadClientPackage } from './package/client-package.js';
import { classesOf, publicMethodsOf } from './package/public-methods.js';
import { EXTENSION_STORIES } from './stories/extension-stories.js';
import { MANAGER_STORIES } from './stories/manager-stories.js';
import { RUN_STORIES } from './stories/run-stories.js';
import { SERVER_STORIES } from './stories/server-stories.js';
import { SETTINGS_STORIES } from './stories/settings-stories.js';
import type { Cast, Story } from './stories/story.js';
import { WORKSPACE_STORIES } from './stories/workspace-stories.js';
import { WAITING } from './waiting.js';

const KEY = 'key-of-the-stories';
const STORIES = [
  ...[...SERVER_STORIES, ...WORKSPACE_STORIES, ...SETTINGS_STORIES],
  ...[...RUN_STORIES, ...MANAGER_STORIES, ...EXTENSION_STORIES],
];
/** Milliseconds: for fetching the client and playing all stories. */
const ALL_STORIES_MS = 180_000;
const ONE_STORY_MS = 30_000;

describe('the newest @openhands/typescript-client', () => {
  let stage: Stage;
  let issuer: FakeIssuer;
  const outcomes = new Map<string, Promise<void>>();
  let methods: readonly string[];
  let record: CallRecord;

  beforeAll(async () => {
    // The client takes it from the window, and finds no other way in Node.
    Object.assign(globalThis, { window: { WebSocket } });
    stage = await Stage.set(obedientModel());
    const clientPackage = await loadClientPackage();
    issuer = await FakeIssuer.start();
    const server = await stage.startServer({ SESSION_API_KEY: KEY, OPENAI_AUTH_URL: issuer.url });
    const { exports: sdk, version } = clientPackage;
    const options = { host: server.agentServerUrl, apiKey: KEY };
    const classes = classesOf(clientPackage, [
      new sdk.ConversationManager(options),
      new sdk.AgentServerClient(options),
    ]);
    record = new CallRecord(classes);
    methods = (await publicMethodsOf(clientPackage, classes)).filter(
      (name) => !(classNameOf(name) in NOT_FOR_THIS_SERVER),
    );
    const llm = {
      model: 'openai/fake-model',
      api_key: 'sk-of-the-test',
      base_url: stage.model?.baseUrl,
      usage_id: 'agent',
    };
    const cast: Cast = {
      ...{ sdk, options, record, llm, observer: stage.clientOf(server, KEY) },
      newDirectory: () => mkdtemp(join(stage.directory, 'work-')),
    };
    for (const story of STORIES) await play(story, cast);
    console.log(`@openhands/typescript-client ${version}\n${listing()}`);
  }, ALL_STORIES_MS);
  afterAll(async () => {
    await stage?.strike();
    await issuer?.close();
  });

  it.each(STORIES.filter(({ title }) => !WAITING.includes(title)))('$title', ({ title }) => outcomes.get(title));

  it('has no story that waits although it can be played', async () => {
    const waiting = await Promise.allSettled(
      WAITING.map((title) => outcomes.get(title) ?? Promise.reject(new Error('No such story.'))),
    );
    expect(WAITING.filter((_title, index) => waiting[index]?.status === 'fulfilled')).toEqual([]);
  });

  it('has no public method that was not called and answered', () => {
    const missing = methods.filter((name) => !record.answered.includes(name));
    if (WAITING.length === 0) expect(missing).toEqual([]);
    else expect(missing).not.toEqual([]);
  });

  /** One after the other: stories about settings would see each other's. */
  async function play(story: Story, cast: Cast): Promise<void> {
    const outcome = withinTime(story.tell(cast));
    outcomes.set(story.title, outcome);
    await outcome.catch(() => undefined);
  }

  function listing(): string {
    return methods.map((name) => `${record.answered.includes(name) ? '✓' : '✗'} ${name}`).join('\n');
  }
});

async function withinTime(story: Promise<void>): Promise<void> {
  const late = AbortSignal.timeout(ONE_STORY_MS);
  const tooLate = once(late, 'abort').then(() => Promise.reject(new Error('The story took too long.')));
  await Promise.race([story, tooLate]);
}

function classNameOf(method: string): string {
  return method.split('.')[0] ?? '';
}
