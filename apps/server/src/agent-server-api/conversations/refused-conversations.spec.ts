import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

const ID = '11111111-2222-4333-8444-555555555555';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const AGENT = { llm: { model: 'openai/gpt-test', usage_id: 'agent' }, tools: [{ name: 'terminal' }] };
const PROGRAM = { kind: 'ACPAgent', acp_command: ['agent'] };
const FILE = { secret_name: 'A', filename: 'a', env_var: 'A_FILE' };
const CHILDREN = { name: 'start_child_conversation', params: { launch_url: 'http://127.0.0.1:1/' } };
const ROUTING = { name: 'route_task_to_model', params: { meta_profile: {} } };

function tool(name: string, parameters: object = { type: 'object' }): object {
  return { name, description: 'Does something.', parameters };
}

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ storage: new InMemoryStorage(), llm: ScriptedLlm.always(say('Hello.')) });
});
afterAll(() => server.close());

describe('a conversation that cannot be is refused, and nothing of it is stored', () => {
  it.each([
    ['no agent', { agent: null }, 422, 'body'],
    ['a relative directory', { workspace: { working_dir: 'work' } }, 422, 'working_dir'],
    ['no model', { agent: { llm: {} } }, 422, 'model'],
    ['an unknown policy', { confirmation_policy: { kind: 'Maybe' } }, 422, 'kind'],
    ['a tag that is none', { tags: { Team: 'a' } }, 422, 'tags'],
    ["a message that is not a user's", { initial_message: { role: 'tool', content: [] } }, 422, 'role'],
    ['no steps', { max_iterations: 0 }, 422, 'max_iterations'],
    ['a bad secret name', { secrets: { 'A-B': 'x' } }, 422, 'A-B'],
    ['another kind of agent', { agent: { ...AGENT, kind: 'OtherAgent' } }, 501, 'OtherAgent'],
    ['a program without a command', { agent: { kind: 'ACPAgent', acp_command: [] } }, 422, 'acp_command'],
    ['a program with tools', { agent: { ...PROGRAM, tools: [{ name: 'terminal' }] } }, 422, 'tools'],
    ['a program without time', { agent: { ...PROGRAM, acp_prompt_timeout: 0 } }, 422, 'acp_prompt_timeout'],
    ['a file elsewhere', { agent: { ...PROGRAM, acp_file_secrets: [{ ...FILE, subdir: '../x' }] } }, 422, 'subdir'],
    [
      'a program that has to ask',
      { agent: PROGRAM, confirmation_policy: { kind: 'AlwaysConfirm' } },
      501,
      'AlwaysConfirm',
    ],
    [
      'an MCP server without an address',
      { agent: { ...AGENT, mcp_config: { a: { transport: 'http' } } } },
      422,
      'mcp_config',
    ],
    ['a tool that is not there', { agent: { ...AGENT, tools: [{ name: 'workflow' }] } }, 501, 'workflow'],
    ['hooks', { hook_config: { stop: [{ hooks: [{ command: 7 }] }] } }, 422, 'hook_config'],
    ['a filter that is none', { agent: { ...AGENT, filter_tools_regex: '(?P<a>x)' } }, 422, 'filter_tools_regex'],
    ['a persona that is none', { agent: { ...AGENT, persona: 7 } }, 422, 'persona'],
    ['another place for children', { agent: { ...AGENT, tools: [CHILDREN] } }, 501, 'launch_url'],
    ['rules for models that are none', { agent: { ...AGENT, tools: [ROUTING] } }, 422, 'classifier_model'],
    ['a critic elsewhere without a key', { agent: { ...AGENT, critic: { kind: 'APIBasedCritic' } } }, 422, 'api_key'],
    ['a critic of another kind', { agent: { ...AGENT, critic: { kind: 'Grumpy' } } }, 422, 'Grumpy'],
    [
      'a critic that reads another format',
      { agent: { ...AGENT, critic: { kind: 'APIBasedCritic', api_key: 'k', tokenizer_name: 'a/b' } } },
      422,
      'tokenizer_name',
    ],
    ['a critic that is none', { agent: { ...AGENT, critic: { kind: 'PassCritic', mode: 'x' } } }, 422, 'mode'],
    ['another condenser', { agent: { ...AGENT, condenser: { kind: 'Shredder' } } }, 422, 'Shredder'],
    [
      'condensers in a row of none',
      { agent: { ...AGENT, condenser: { kind: 'PipelineCondenser' } } },
      422,
      'condensers',
    ],
    [
      'a condenser that is too small',
      { agent: { ...AGENT, condenser: { kind: 'LLMSummarizingCondenser', max_size: 3 } } },
      422,
      'max_size',
    ],
    ['a secret of an unknown kind', { secrets: { A: { kind: 'Vault', value: 'x' } } }, 422, 'Vault'],
    ['a looked-up secret without an address', { secrets: { A: { kind: 'LookupSecret' } } }, 422, 'url'],
    ['a parent that is not there', { parent_conversation_id: UNKNOWN }, 422, UNKNOWN],
    ['itself as its parent', { parent_conversation_id: ID }, 422, 'its own parent'],
    ['a client tool with the name of another', { client_tools: [tool('terminal')] }, 422, 'collides'],
    ['a client tool twice', { client_tools: [tool('a'), tool('a')] }, 422, 'Duplicate'],
    ['a client tool that no model can name', { client_tools: [tool('a b')] }, 422, 'name'],
    ['a client tool without an object', { client_tools: [tool('a', { type: 'string' })] }, 422, 'of type object'],
    [
      'a client tool whose schema is none',
      { client_tools: [tool('a', { type: 'object', properties: { b: { type: 'c' } } })] },
      422,
      'no valid JSON Schema',
    ],
    ['an unknown analyzer', { security_analyzer: { kind: 'Nope' } }, 422, 'Nope'],
    [
      'an analyzer elsewhere that knows no medium risk',
      { security_analyzer: { kind: 'GraySwanAnalyzer', low_threshold: 0.9 } },
      422,
      'low_threshold',
    ],
    ['a guardrail without a model', { security_analyzer: { kind: 'ToolShieldLLMSecurityAnalyzer' } }, 422, 'llm'],
    [
      'no analyzers together',
      { security_analyzer: { kind: 'EnsembleSecurityAnalyzer', analyzers: [] } },
      422,
      'analyzers',
    ],
    [
      'a pattern that is none',
      { security_analyzer: { kind: 'PatternSecurityAnalyzer', high_patterns: [['(', 'x', 'y']] } },
      422,
      'high_patterns',
    ],
    ['a container', { conversation_runtime: 'docker' }, 422, 'local conversations'],
    ['unknown additions', { agent_launch_additions: { prompt: 'x' } }, 422, 'agent_launch_additions'],
    ['two agents', { agent_profile_id: UNKNOWN }, 422, 'mutually exclusive'],
    ['an unknown profile', { agent: null, agent_profile_id: UNKNOWN }, 404, UNKNOWN],
    [
      'settings of a program without a command',
      { agent: null, agent_settings: { agent_kind: 'acp', acp_server: 'custom' } },
      422,
      'acp_command',
    ],
    ['settings of an unknown agent', { agent: null, agent_settings: { agent_kind: 'x' } }, 422, 'agent_kind'],
    [
      'a model profile without an agent profile',
      { agent_launch_additions: { llm_profile_ref: 'fast' } },
      422,
      'llm_profile_ref',
    ],
  ])('%s', async (_, overrides, status, named) => {
    const response = await fetch(`${server.agentServerUrl}/api/conversations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ agent: AGENT, workspace: { working_dir: '/srv/work', type: 'local' }, conversation_id: ID },
        ...overrides,
      }),
    });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(named);
    const count = await fetch(`${server.agentServerUrl}/api/conversations/count`);
    expect(await count.json()).toBe(0);
  });
});
