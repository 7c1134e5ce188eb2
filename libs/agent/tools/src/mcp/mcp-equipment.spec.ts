import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Equipment, EquipmentRequest, McpServers, McpServerSpec, Tool } from '@openhands-nest/agent-ports';
import {
  ACTION_DTOS,
  OBSERVATION_DTOS,
  type MCPToolAction,
  type MCPToolObservation,
} from '@openhands-nest/contracts/events';
import { validateValue } from '@openhands-nest/contracts/schema';
import { ActionKind, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { aConversationRecord } from '@openhands-nest/testing';
import { testMcpProgram } from '@openhands-nest/testing/mcp';
import { FakeModels } from '../__fixtures__/fake-models.js';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { mcpEquipment } from './mcp-equipment.js';

let workspace: LocalWorkspace;
let equipment: Equipment | undefined;
const warnings: unknown[] = [];
const logger = {
  info: () => undefined,
  error: () => undefined,
  warn: (...said: unknown[]) => void warnings.push(said),
};

beforeEach(async () => {
  workspace = await LocalWorkspace.create();
  warnings.length = 0;
});
afterEach(async () => {
  await equipment?.close();
  await workspace.close();
});

const good = (env: Record<string, string> = {}): McpServerSpec => ({ transport: 'stdio', ...testMcpProgram(), env });
const dead: McpServerSpec = { transport: 'stdio', command: '/no/such/program', args: [], env: {} };
const slow: McpServerSpec = { transport: 'stdio', command: 'sleep', args: ['100'], env: {} };

async function equip(servers: McpServers, secrets: Record<string, string> = {}, signal = neverAborted()) {
  const request: EquipmentRequest = {
    record: aConversationRecord(),
    directory: workspace.root,
    openWorkspace: async () => workspace,
    environment: async () => secrets,
    mcpServers: async () => servers,
    subAgents: { taskIds: () => [], run: () => Promise.reject(new Error('There are none.')) },
    models: new FakeModels(),
    signal,
  };
  const times = { connectMs: 5_000, callMs: 5_000 };
  equipment = await mcpEquipment({ servers: async () => servers, logger, times }).equip(request);
  return equipment;
}

function toolNamed(name: string): Tool<MCPToolAction, MCPToolObservation> {
  const tool = equipment?.tools.find((one) => one.name === name);
  if (!tool) throw new Error(`There is no tool ${name}.`);
  return tool as unknown as Tool<MCPToolAction, MCPToolObservation>;
}

async function use(name: string, values: Record<string, unknown>): Promise<MCPToolObservation> {
  const tool = toolNamed(name);
  return tool.createExecutor(aToolContext(workspace)).execute(tool.parse(values), neverAborted());
}

describe('the tools of MCP servers', () => {
  it('keep their names when there is one server, and have its name in front when there are more', async () => {
    expect((await equip({ one: good() })).tools.map(({ name }) => name)).toContain('echo');
    await equipment?.close();
    const both = (await equip({ one: good(), 'the other': good() })).tools.map(({ name }) => name);
    expect(both).toEqual(expect.arrayContaining(['one_echo', 'the_other_echo']));
    expect(both).not.toContain('echo');
  });

  it('are shown with their own schema', async () => {
    await equip({ one: good() });
    const tool = toolNamed('echo');

    expect(tool.kinds).toEqual({
      tool: 'MCPToolDefinition',
      action: 'MCPToolAction',
      observation: 'MCPToolObservation',
    });
    expect(tool.parameters).toMatchObject({ type: 'object', required: ['text'] });
    expect(tool.definition).toMatchObject({ mcp_tool: { name: 'echo', inputSchema: { required: ['text'] } } });
    expect(tool.annotations).toMatchObject({ title: 'Echo', readOnlyHint: true });
  });

  it('answer with valid observations, pictures included', async () => {
    await equip({ one: good() });

    const observation = await use('picture', {});

    expect(validateValue(OBSERVATION_DTOS[ObservationKind.McpTool], observation)).toEqual([]);
    expect(validateValue(ACTION_DTOS[ActionKind.McpTool], toolNamed('picture').parse({}))).toEqual([]);
    expect(observation).toMatchObject({ tool_name: 'picture', is_error: false });
    expect(observation.content[1]).toMatchObject({
      image_urls: [expect.stringMatching(/^data:image\/png;base64,iVBOR/)],
    });
  });

  it('report failures of their own and of the connection as observations', async () => {
    await equip({ one: good() });

    expect(await use('fail', {})).toMatchObject({ is_error: true, content: [{}, { text: 'There is no paper.' }] });
    expect(await use('die', {})).toMatchObject({
      is_error: true,
      content: [{ text: expect.stringMatching(/one could not answer.*next call connects again/) }],
    });
    expect(await use('echo', { text: 'back' })).toMatchObject({ is_error: false });
  });

  it('check arguments by their schema', async () => {
    await equip({ one: good() });
    const echo = toolNamed('echo');

    expect(echo.parse({ text: 'a', times: null })).toEqual({ kind: 'MCPToolAction', data: { text: 'a' } });
    expect(() => echo.parse({})).toThrow('text: is required');
    expect(() => echo.parse({ text: 'a', times: 'b' })).toThrow('times: should be integer');
  });

  it('get secrets that the server or a call names, and never show them', async () => {
    await equip(
      { one: good({ TOKEN: 'Bearer ${TOKEN_OF_MINE}', PLACE: '${PLACE:-here}' }) },
      { TOKEN_OF_MINE: 'very-secret' },
    );

    expect(await use('environment', { name: 'TOKEN' })).toMatchObject({ content: [{}, { text: '<secret-hidden>' }] });
    expect(await use('environment', { name: 'PLACE' })).toMatchObject({ content: [{}, { text: 'here' }] });
    expect(await use('environment', { name: 'TOKEN_OF_MINE' })).toMatchObject({ content: [{}, { text: 'unset' }] });
    // The model wrote the name; the server was sent the value and looked it up.
    expect(await use('echo', { text: '$TOKEN_OF_MINE!' })).toMatchObject({
      content: [{}, { text: '<secret-hidden>!' }],
    });
  });

  it('have bounded answers', async () => {
    await equip({ one: good() });
    const { content } = await use('flood', { size: 1_000_000 });
    expect(content[1]?.type === 'text' && content[1].text.length).toBeLessThan(101_000);
  });
});

describe('a server that cannot be had', () => {
  it('costs only its own tools, and says so', async () => {
    const { tools, instructions } = await equip({ good: good(), dead });

    expect(tools.map(({ name }) => name)).toContain('good_echo');
    expect(instructions.join()).toContain('dead');
    expect(warnings).toEqual([[expect.stringContaining('MCP server'), expect.objectContaining({ server: 'dead' })]]);
  });

  it('is not waited for when nobody waits any more', async () => {
    const abort = new AbortController();
    const equipping = equip({ slow }, {}, abort.signal);
    abort.abort(new Error('Enough.'));
    await expect(equipping).rejects.toThrow('Enough.');
  });
});
