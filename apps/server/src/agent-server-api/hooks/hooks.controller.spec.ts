import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

let server: TestServer;
let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'hooks-route-'));
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(async () => {
  await server.close();
  await rm(project, { recursive: true });
});

const call = callerOf(() => server);

async function hooksOf(text: string): Promise<unknown> {
  await mkdir(join(project, '.openhands'));
  await writeFile(join(project, '.openhands', 'hooks.json'), text);
  return (await call('POST', '/api/hooks', { project_dir: project })).body;
}

describe('the hooks of a project', () => {
  it('are given in one form, however they are written', async () => {
    const file = { hooks: { PreToolUse: [{ matcher: 'terminal', hooks: [{ command: './guard.sh' }] }] } };

    expect(await hooksOf(JSON.stringify(file))).toMatchObject({
      hook_config: {
        pre_tool_use: [{ matcher: 'terminal', hooks: [{ type: 'command', command: './guard.sh', timeout: 60 }] }],
        stop: [],
      },
    });
  });

  it('are null where there are none, and where they cannot be used', async () => {
    expect((await call('POST', '/api/hooks', {})).body).toEqual({ hook_config: null });
    expect((await call('POST', '/api/hooks', { project_dir: join(project, 'none') })).body).toEqual({
      hook_config: null,
    });
    expect(await hooksOf('topsecret: not JSON')).toEqual({ hook_config: null });
    expect(server.log.join()).toContain('is not JSON');
    expect(server.log.join()).not.toContain('topsecret');
  });

  it('are asked for by a path only', async () => {
    expect((await call('POST', '/api/hooks', { project_dir: 7 })).status).toBe(422);
  });

  it('are shown with the conversation that was created with them', async () => {
    const created = await call('POST', '/api/conversations', {
      agent: { llm: { model: 'openai/x' } },
      workspace: { working_dir: project },
      hook_config: { Stop: [{ hooks: [{ command: 'make check' }] }] },
    });

    expect(created.status).toBe(201);
    expect(created.body.hook_config.stop[0].hooks[0]).toMatchObject({ command: 'make check', type: 'command' });
  });
});
