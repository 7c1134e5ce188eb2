import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { obedientModel, ordersOf, type Order } from '@openhands-nest/testing';
import { Frontend, type FrontendMessage } from './harness/frontend.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
let url: string;
let id: string;
let page: Frontend;
beforeEach(async () => {
  stage = await Stage.set(obedientModel());
  ({ url } = await stage.startServer());
});
afterEach(async () => {
  page.close();
  await stage.strike();
});

type Body = Readonly<Record<string, unknown>>;

async function post<T = Body>(path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as T;
}

/** As "Launch from Scratch" does, until something can be said. */
async function launch(): Promise<void> {
  ({ conversation_id: id } = await post<{ conversation_id: string }>('/api/conversations', {}));
  page = new Frontend(url, id);
  await page.untilState('awaiting_user_input');
}

function say(content: string, files: readonly string[] = []): void {
  page.act('message', { content, image_urls: [], file_urls: files, timestamp: '2026-03-02T09:16:00.000Z' });
}

const press = (state: string): void => page.act('change_agent_state', { agent_state: state });
const pathOf = (name: string): string => join(stage.workspaceOf(id), name);
const creating = (name: string): Order => ({
  call: 'file_editor',
  with: { command: 'create', path: pathOf(name), file_text: name },
});
/** What the chat is drawn from. The frontend draws it anew only when one more of these has come. */
const drawn = ({ observation, action }: FrontendMessage): boolean =>
  (action !== undefined && action !== 'system' && action !== 'recall') ||
  (observation !== undefined && observation !== 'agent_state_changed');

describe('the buttons of the web frontend of 0.53', () => {
  it('to confirm and to reject come up for every action, because it follows the state that calls for them', async () => {
    await post('/api/settings', { confirmation_mode: true });
    await launch();
    say(
      ordersOf({ call: 'terminal', with: { command: 'echo 1' } }, creating('one'), creating('two'), { say: 'Done.' }),
    );

    for (const [count, answer] of ['user_confirmed', 'user_confirmed', 'user_rejected'].entries()) {
      const asked = (): number[] =>
        page.received.flatMap(({ extras }, index) =>
          extras?.['agent_state'] === 'awaiting_user_confirmation' ? index : [],
        );
      await page.until(() => page.received.slice(asked()[count]).some(drawn) && asked().length === count + 1);
      const shown = page.received.slice(asked()[count]).find(drawn);
      expect(shown?.args).toMatchObject({ confirmation_state: 'awaiting_confirmation' });
      press(answer);
    }
    await page.untilState('awaiting_user_input');

    expect(await readFile(pathOf('one'), 'utf8')).toBe('one');
    await expect(readFile(pathOf('two'))).rejects.toThrow('ENOENT');
    const answers = page.received.filter(({ cause, observation }) => cause !== undefined && observation !== 'recall');
    expect(answers.map(({ observation }) => observation)).toEqual(['run', 'edit', 'user_rejected']);
    for (const { cause } of answers) {
      expect(page.received.find((message) => message.id === cause)?.args?.['confirmation_state']).not.toBe(
        'awaiting_confirmation',
      );
    }

    const response = await fetch(`${url}/api/conversations/${id}/trajectory`);
    const { trajectory } = (await response.json()) as { trajectory: unknown };
    await fetch(`${url}/api/conversations/${id}`, { method: 'DELETE' });
    await post('/api/settings', { confirmation_mode: false });
    const copy = await post<{ conversation_id: string }>('/api/conversations', {
      replay_json: JSON.stringify(trajectory),
    });
    id = copy.conversation_id;
    page.close();
    page = new Frontend(url, id);
    await page.until(
      () =>
        page.states.includes('awaiting_user_input') && page.received.some(({ observation }) => observation === 'edit'),
    );
    expect(page.received.filter(({ action }) => action === 'run')).toHaveLength(1);
    await expect(readFile(pathOf('two'))).rejects.toThrow('ENOENT');
  });

  it('to stop says that a person did so, and the next message goes on', async () => {
    await launch();
    say(ordersOf({ call: 'terminal', with: { command: 'sleep 600' } }, { say: 'Never.' }));
    await page.until(() => page.received.some(({ action }) => action === 'run'));
    press('stopped');
    await page.untilState('stopped');
    expect(page.received.find(({ observation }) => observation === 'error')?.extras).toEqual({
      error_id: 'AGENT_ERROR$ERROR_ACTION_NOT_EXECUTED_STOPPED',
    });
    say(ordersOf({ say: 'Back.' }));
    await page.until(() => page.received.some(({ args }) => args?.['content'] === 'Back.'));
  });

  it('to attach a file brings it to the agent, and to every later look at the conversation', async () => {
    await launch();
    const form = new FormData();
    form.append('files', new File(['forty-two'], 'note.txt'));
    const upload = await fetch(`${url}/api/conversations/${id}/upload-files`, { method: 'POST', body: form });
    const { uploaded_files: files } = (await upload.json()) as { uploaded_files: string[] };
    const prompt = `${ordersOf({ call: 'terminal', with: { command: 'cat note.txt' } })}\n\nNEW FILES ADDED: ${files.join('\n\n')}`;
    say(prompt, files);
    await page.until(() => page.received.some(({ observation }) => observation === 'run'));
    expect(page.received.find(({ observation }) => observation === 'run')?.content).toContain('forty-two');

    const later = new Frontend(url, id);
    await later.until(() => later.received.some(({ action }) => action === 'message'));
    later.close();
    expect(later.received.find(({ action }) => action === 'message')?.args).toMatchObject({
      content: prompt,
      file_urls: files,
    });
  });

  it('of the terminal tab run commands in the jail of the workspace', async () => {
    await launch();
    page.act('run', { command: 'echo mine > typed.txt; cat typed.txt; ls ..', hidden: false });
    await page.until(() => page.received.some(({ observation }) => observation === 'run'));
    const [action, observation] = page.received.filter((message) => (message.action ?? message.observation) === 'run');
    expect(observation).toMatchObject({
      source: 'user',
      cause: action?.id,
      extras: { command: action?.args?.['command'] },
    });
    expect(observation?.content).toMatch(/^mine\n/);
    expect(await readFile(pathOf('typed.txt'), 'utf8')).toBe('mine\n');
  });

  it('of the card and the chat find what they ask for', async () => {
    await launch();
    const command = `git init -q && echo 1 > '${pathOf('new.txt')}'`;
    say(ordersOf({ call: 'terminal', with: { command } }, { call: 'finish', with: { message: 'Done.' } }));
    await page.untilState('finished');
    const get = async (path: string): Promise<unknown> => {
      const response = await fetch(`${url}/api/conversations/${id}/${path}`);
      expect([path, response.status]).toEqual([path, 200]);
      return response.json();
    };
    expect(await get('git/changes')).toEqual([{ status: 'A', path: 'new.txt' }]);
    expect(await get('git/diff?path=new.txt')).toEqual({ original: '', modified: '1\n' });
    expect(await get('microagents')).toEqual({ microagents: [] });
    expect(await get('list-files?path=.openhands%2Fmicroagents')).toEqual([]);
    // Sent to a service of its authors by the reference.
    const feedback = {
      version: '1.0',
      email: 'ada@example.org',
      polarity: 'positive',
      permissions: 'private',
      token: '',
    };
    expect(await post(`/api/conversations/${id}/submit-feedback`, { ...feedback, trajectory: [] })).toMatchObject({
      body: { feedback_id: expect.any(String) },
    });
  });

  it('of the forms offer models with their providers, and agents', async () => {
    await launch();
    const options = async (name: string): Promise<string[]> =>
      (await (await fetch(`${url}/api/options/${name}`)).json()) as string[];
    const models = await options('models');
    expect(models).toContain('openhands/claude-sonnet-4-20250514');
    expect(models.filter((model) => !model.includes('/'))).toEqual([]);
    expect(await options('agents')).toContain('CodeActAgent');
    expect(await options('security-analyzers')).toEqual(['llm']);
  });
});
