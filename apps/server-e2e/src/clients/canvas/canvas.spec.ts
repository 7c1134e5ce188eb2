import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ordersOf } from '@openhands-nest/testing';
import { findChromium } from '../../browser/find-chromium.js';
import type { Stage } from '../../harness/stage.js';
import type { ServerProcess } from '../../harness/server-process.js';
import { KEY, openCanvas } from './canvas-visit.js';
import type { CanvasPage } from './canvas-page.js';

/** Milliseconds: for fetching the GUI and walking through it. */
const WALK_MS = 180_000;
const executablePath = findChromium(process.env);

(executablePath === undefined ? describe.skip : describe)('the newest @openhands/agent-canvas', () => {
  const clearers: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const clear of clearers.splice(0).reverse()) await clear();
  });

  it(
    'adds this server as its backend, leads a conversation, opens its tabs, stops it and comes back',
    async () => {
      const { canvas, server, stage } = await openCanvas(executablePath ?? '', clearers);

      await canvas
        .at('onboarding-hello-input')
        .fill('do: terminal {"command":"echo hello from $((6*7)) | tee greeting.txt"}');
      await canvas.page.getByTestId('onboarding-hello-input-form').getByTestId('submit-button').click();
      await canvas.page.waitForURL(/\/conversations\//);
      await canvas.seesText(/^I was told \d+ characters\.$/);
      await canvas.picture('1-conversation');

      await canvas.at('right-panel-toggle').click();
      await canvas.at('file-tree-file-greeting.txt').click();
      await canvas.seesText('hello from 42');
      await canvas.picture('2-files');

      await canvas.say(
        ordersOf(
          { call: 'terminal', with: { command: 'echo on the way; until test -e go; do sleep 0.1; done' } },
          { say: 'I went on.' },
        ),
      );
      await canvas.at('stop-button').waitFor();
      await canvas.at('conversation-tab-terminal').click();
      await canvas.page.reload();
      await canvas.at('stop-button').waitFor();
      await canvas.picture('3-reloaded-while-running');
      await writeFile(join(await projectOf(stage), 'go'), '');
      await canvas.seesText('I went on.');
      // The panel was open before the page was loaded again.
      await canvas.at('right-panel-toggle').click();
      await canvas.at('conversation-tab-files').click();
      await canvas.at('file-tree-file-greeting.txt').click();
      await canvas.seesText('hello from 42');

      await canvas.say(ordersOf({ call: 'terminal', with: { command: 'sleep 600' } }));
      await canvas.at('stop-button').click();
      await canvas.at('stop-button').waitFor({ state: 'detached' });
      await canvas.say(ordersOf({ say: 'Back at work.' }));
      await canvas.seesText(/^Back at work\.$/);

      for (const tab of ['commits', 'planner', 'terminal', 'browser', 'usage']) {
        await canvas.at(`conversation-tab-${tab}`).click();
        await canvas.picture(`4-${tab}`);
      }
      await canvas.at('conversation-tab-files').click();
      await confirmFrom(server);
      await canvas.say(ordersOf({ call: 'terminal', with: { command: 'echo confirmed' } }, { say: 'It was allowed.' }));
      await canvas.picture('5-confirm');
      await canvas.at('action-confirm-button').click();
      await canvas.seesText(/^It was allowed\.$/);
      await canvas.say(ordersOf({ call: 'terminal', with: { command: 'touch forbidden' } }));
      await canvas.at('action-reject-button').click();
      await canvas.at('stop-button').waitFor({ state: 'detached' });
      await canvas.say(ordersOf({ say: 'It was forbidden.' }));
      await canvas.seesText(/^It was forbidden\.$/);
      expect(await readdir(await projectOf(stage))).not.toContain('forbidden');

      const conversation = canvas.page.url();
      await canvas.at('backend-selector-settings-link').click();
      await canvas.at('sidebar-settings-/settings/llm').click();
      await canvas.seesText('openai/fake-model');
      await addProfile(canvas, stage, 'second', 'openai/second-model');
      await canvas.picture('6-settings');
      await canvas.page.goto(conversation);
      await canvas.at('chat-input-llm-profile').click();
      await canvas.at('chat-input-llm-profile-option-second').click();
      await canvas.say(ordersOf({ say: 'The second one speaks.' }));
      await canvas.seesText(/^The second one speaks\.$/);
      expect(stage.model?.requests.at(-1)?.body['model']).toBe('second-model');
      await canvas.picture('7-second-model');
      expect(canvas.complaints).toEqual([]);
    },
    WALK_MS,
  );
});

async function addProfile(canvas: CanvasPage, stage: Stage, name: string, model: string): Promise<void> {
  await canvas.at('add-llm-profile').click();
  await canvas.at('profile-name-input').fill(name);
  await canvas.at('sdk-section-advanced-toggle').click();
  await canvas.at('llm-custom-model-input').fill(model);
  await canvas.at('base-url-input').fill(stage.model?.baseUrl ?? '');
  await canvas.at('llm-api-key-input').fill('sk-of-the-second');
  await canvas.at('save-profile-btn').click();
  await canvas.at('save-profile-btn').waitFor({ state: 'detached' });
}

/** Directory of the only conversation: the GUI makes one below the server's home. */
async function projectOf(stage: Stage): Promise<string> {
  const projects = join(stage.directory, 'workspace/project');
  const [name = ''] = await readdir(projects);
  return join(projects, name);
}

async function confirmFrom(server: ServerProcess): Promise<void> {
  const headers = { 'X-Session-API-Key': KEY, 'content-type': 'application/json' };
  const all = (await (await fetch(`${server.agentServerUrl}/api/conversations/search`, { headers })).json()) as {
    items: { id: string }[];
  };
  const body = JSON.stringify({ policy: { kind: 'AlwaysConfirm' } });
  const answer = await fetch(`${server.agentServerUrl}/api/conversations/${all.items[0]?.id}/confirmation_policy`, {
    method: 'POST',
    headers,
    body,
  });
  expect(answer.status).toBe(200);
}
