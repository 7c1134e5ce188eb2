import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AcpErrorKind, type AcpAgentSpec, type OpenAcpRequest } from '@openhands-nest/agent-ports';
import { aLongTime, fakeAcpAgent, processesWith, type AcpScript, type AcpStep } from '@openhands-nest/testing';
import { AcpScene, ask, said } from '../__fixtures__/acp-scene.js';

let scene: AcpScene;
beforeEach(async () => {
  scene = await AcpScene.create();
});
afterEach(() => scene.close());

describe('a session', () => {
  it('is begun in the workspace, and says who is there', async () => {
    const agent = await scene.open({ prompts: [] });
    expect(agent.session).toEqual({
      id: expect.any(String),
      agentName: 'fake-agent',
      agentVersion: '1.0.0',
      model: null,
      models: undefined,
      canSwitchModel: false,
      modelIsOption: false,
    });
    expect(agent.resumed).toBe(false);
    expect(await scene.remembered(agent)).toMatchObject({ cwd: scene.workspace.root, mcpServers: [], notes: [] });
  });

  it('passes over what the program says without being asked', async () => {
    const agent = await scene.open({
      noise: 'npm warn deprecated\n{"jsonrpc":"2.0","id":77,"result":{}}',
      prompts: [said('hello')],
    });
    expect((await ask(agent)).text).toBe('hello');
  });

  it('goes on in another process when the program can load it, without saying again what was said', async () => {
    const script = { prompts: [said('one'), [{ recite: 'session' }]] } satisfies AcpScript;
    const first = await scene.open(script);
    await ask(first, 'remember me');
    await first.close();

    const second = await scene.open(script, { resume: first.session });
    const { text } = await ask(second, 'again');

    expect(second).toMatchObject({ resumed: true, session: { id: first.session.id } });
    expect(JSON.parse(text)).toMatchObject({ prompts: ['remember me', 'again'] });
  });

  it.each([
    ['does not know it', {}, { id: 'gone', modelIsOption: false }],
    ['cannot load any', { capabilities: {} }, undefined],
  ])('is a new one when the program %s', async (_why, more, resume) => {
    const first = await scene.open({ prompts: [], ...more });
    const second = await scene.open({ prompts: [], ...more }, { resume: resume ?? first.session });
    expect(second.resumed).toBe(false);
    expect(second.session.id).not.toBe(first.session.id);
  });

  it('gets the MCP servers that the program can reach, with their secrets', async () => {
    const mcpServers: OpenAcpRequest['mcpServers'] = {
      files: { transport: 'stdio', command: 'mcp-files', args: ['${ROOT}'], env: { KEY: '${TOKEN}' } },
      web: { transport: 'http', url: 'https://mcp.example/', headers: { 'X-Key': '${TOKEN}' } },
      old: { transport: 'sse', url: 'https://old.example/', headers: {} },
    };
    const agent = await scene.open({ prompts: [] }, { mcpServers, environment: { ROOT: '/srv', TOKEN: 'secret-1' } });
    expect((await scene.remembered(agent)).mcpServers).toEqual([
      { name: 'files', command: 'mcp-files', args: ['/srv'], env: [{ name: 'KEY', value: 'secret-1' }] },
      { type: 'http', name: 'web', url: 'https://mcp.example/', headers: [{ name: 'X-Key', value: 'secret-1' }] },
    ]);
    expect(scene.warnings).toEqual(['MCP servers are left out, because the agent does not know their transport.']);
  });
});

describe('the model and the mode', () => {
  const models = {
    currentModelId: 'small',
    availableModels: [{ modelId: 'small', name: 'Small' }, { modelId: 'big', description: 'Slow.' }, { name: 'none' }],
  };
  const configOptions = [
    {
      id: 'model',
      type: 'select',
      currentValue: 'b',
      options: [{ name: 'All', options: [{ value: 'a' }, { value: 'b' }] }],
    },
  ];

  it('are what the program says', async () => {
    const { session } = await scene.open({ session: { models }, prompts: [] });
    expect(session).toMatchObject({
      model: 'small',
      models: [
        { id: 'small', name: 'Small', description: null },
        { id: 'big', name: null, description: 'Slow.' },
      ],
    });
  });

  it('are chosen at the beginning and later, by request or by option', async () => {
    const byRequest = await scene.open(
      { session: { models }, prompts: [] },
      { model: 'big', spec: { sessionMode: 'plan' } },
    );
    const byOption = await scene.open({ session: { configOptions }, prompts: [] }, { model: 'a' });
    await byOption.setModel('b');
    expect((await scene.remembered(byRequest)).notes).toEqual(['model big', 'mode plan']);
    expect(byOption.session).toMatchObject({ model: 'a', models: [{ id: 'a' }, { id: 'b' }], modelIsOption: true });
    expect((await scene.remembered(byOption)).notes).toEqual(['model a', 'model b']);
  });

  it('stays with the program when it refuses the one that was wanted', async () => {
    const agent = await scene.open({ session: { models }, takesModels: ['small'], prompts: [] }, { model: 'huge' });
    expect(agent.session.model).toBe('small');
    await expect(agent.setModel('huge')).rejects.toMatchObject({
      kind: AcpErrorKind.Refused,
      message: expect.stringContaining('does not take the model "huge"'),
    });
  });

  it('of a well-known program are its own: a mode that asks nobody, and its model told twice', async () => {
    const agentInfo = { name: '@agentclientprotocol/claude-agent-acp', version: '0.63.0' };
    const agent = await scene.open({ agentInfo, prompts: [] }, { model: 'opus' });
    expect(agent.session.canSwitchModel).toBe(true);
    expect(await scene.remembered(agent)).toMatchObject({
      notes: ['model opus', 'mode bypassPermissions'],
      meta: { claudeCode: { options: { model: 'opus' } } },
    });
  });
});

describe('what goes wrong', () => {
  it.each([
    ['there is no such program', { command: ['no-such-agent'] }, AcpErrorKind.Spawn, '"no-such-agent"'],
    ['it ends at once', { command: ['sh', '-c', 'echo Bad luck >&2; exit 3'] }, AcpErrorKind.Init, 'Bad luck'],
  ] as const)('is said: %s', async (_what, spec, kind, words) => {
    await expect(scene.open({ prompts: [] }, { spec: spec as unknown as Partial<AcpAgentSpec> })).rejects.toMatchObject(
      {
        kind,
        message: expect.stringContaining(words),
      },
    );
  });

  it.each([
    ['it wants a key', { needsVariable: 'FAKE_KEY' }, AcpErrorKind.Authentication, 'wants to be signed in'],
    ['it speaks another version', { protocolVersion: 9 }, AcpErrorKind.Init, 'version 9'],
  ] as const)('is said: %s', async (_what, script, kind, words) => {
    await expect(scene.open({ prompts: [], ...script })).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(words),
    });
  });

  it('is said when it is not ready in time, and nothing of it stays', async () => {
    const mark = aLongTime();
    const command = [...fakeAcpAgent({ silentOn: 'session/new', prompts: [] }), mark] as unknown as [string];
    await expect(scene.open({ prompts: [] }, { spec: { command, startupTimeoutMs: 500 } })).rejects.toMatchObject({
      kind: AcpErrorKind.StartupTimeout,
    });
    expect(processesWith(mark)).toEqual([]);
  });

  it('is not waited for when nobody wants it any more', async () => {
    const abort = new AbortController();
    const opening = scene.open({ silentOn: 'initialize', prompts: [] }, { signal: abort.signal });
    abort.abort(new Error('Not any more.'));
    await expect(opening).rejects.toThrow('Not any more.');
  });
});

describe('secrets', () => {
  it('are variables, and files for those who want files', async () => {
    const credentialFiles = [
      { secretName: 'AUTH', fileName: 'auth.json', variable: 'AUTH_HOME', folder: 'own', pointsTo: 'dir' },
    ] as const;
    const environment = { AUTH: '{"token":1}', PLAIN: 'value' };
    const prompts: AcpStep[][] = [
      [{ variable: 'PLAIN' }, { say: '|' }, { variable: 'AUTH' }, { say: '|' }, { variable: 'AUTH_HOME' }],
    ];
    const agent = await scene.open({ prompts }, { environment, spec: { credentialFiles } });
    const [plain, auth, home = ''] = (await ask(agent)).text.split('|');
    expect([plain, auth]).toEqual(['value', '(unset)']);
    expect(await readFile(join(home, 'auth.json'), 'utf8')).toBe('{"token":1}');
    expect((await stat(join(home, 'auth.json'))).mode & 0o777).toBe(0o600);

    await scene.workspace.writeFile(join(home, 'auth.json'), Buffer.from('renewed by the program'));
    await scene.open({ prompts: [] }, { environment, spec: { credentialFiles } });
    expect(await readFile(join(home, 'auth.json'), 'utf8')).toBe('renewed by the program');
    await scene.open({ prompts: [] }, { environment: { AUTH: 'new' }, spec: { credentialFiles } });
    expect(await readFile(join(home, 'auth.json'), 'utf8')).toBe('new');
  });

  it('are used to sign in where the program offers a way', async () => {
    const script = {
      needsVariable: 'GEMINI_API_KEY',
      authMethods: [{ id: 'gemini-api-key', name: 'Key' }],
      prompts: [],
    };
    expect((await scene.open(script, { environment: { GEMINI_API_KEY: 'k' } })).alive).toBe(true);
    await expect(scene.open(script)).rejects.toMatchObject({ kind: AcpErrorKind.Authentication });
  });

  it('that would win over a subscription stay behind', async () => {
    const environment = { CLAUDE_CODE_OAUTH_TOKEN: 't', ANTHROPIC_API_KEY: 'k' };
    const agent = await scene.open(
      { prompts: [[{ variable: 'ANTHROPIC_API_KEY' }]] },
      { environment, spec: { server: 'claude-code' } },
    );
    expect((await ask(agent)).text).toBe('(unset)');
  });
});
