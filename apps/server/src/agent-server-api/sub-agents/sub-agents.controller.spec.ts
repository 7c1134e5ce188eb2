import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

let server: TestServer;
let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'sub-agents-route-'));
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(async () => {
  await server.close();
  await rm(project, { recursive: true });
});

const call = callerOf(() => server);

describe('the sub-agents of a project', () => {
  it('stand before our own of the same name, and are shown whole', async () => {
    await mkdir(join(project, '.agents/agents'), { recursive: true });
    await writeFile(join(project, '.agents/agents/bash-runner.md'), '---\ndescription: Ours.\n---\nRun it.');
    await writeFile(join(project, '.agents/agents/bad.md'), '---\ntools: 7\n---\n');

    const { body } = await call('POST', '/api/sub-agents', { project_dir: project, load_user: false });

    const byName = Object.fromEntries(body.agents.map((agent: AnyJson) => [agent.name, agent]));
    expect(Object.keys(byName).sort()).toEqual(
      expect.arrayContaining(['bash-runner', 'code-explorer', 'general-purpose']),
    );
    expect(byName['bash-runner']).toMatchObject({
      description: 'Ours.',
      system_prompt: 'Run it.',
      model: 'inherit',
      level: 'project',
      is_builtin: false,
      hooks: null,
    });
    expect(byName['code-explorer']).toMatchObject({ level: 'builtin', is_builtin: true, tools: ['terminal'] });
    expect(server.log.join()).toContain('bad.md: tools must be a list of texts.');
  });

  it('can be left out', async () => {
    const none = { load_user: false, load_project: false, load_builtin: false, project_dir: project };

    expect((await call('POST', '/api/sub-agents', none)).body).toEqual({ agents: [] });
  });

  it('described in a request are checked before anything is created', async () => {
    const request = {
      agent: { llm: { model: 'openai/x' } },
      workspace: { working_dir: project },
      agent_definitions: [{ name: 'a' }, { name: 'b', max_iteration_per_run: -1 }],
    };

    const refused = await call('POST', '/api/conversations', request);

    expect(refused.status).toBe(422);
    expect(refused.body.detail[0].loc).toEqual(['body', 'agent_definitions', 1, 'max_iteration_per_run']);
  });
});
