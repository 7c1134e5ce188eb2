import { afterEach, describe, expect, it } from '@jest/globals';
import type { EquipmentRequest } from '@openhands-nest/agent-ports';
import { FileTree } from '../__fixtures__/file-tree.js';
import type { ConversationPlugins, LoadedPlugins } from '../conversation/conversation-plugins.js';
import { DiskFiles } from '../files/disk-files.js';
import { pluginHooks } from '../conversation/plugin-hooks.js';
import type { Plugin } from '../plugins/plugin.js';
import { pluginAgents } from './plugin-agents.js';
import { agentFromWire } from './agent-definition.js';
import { AgentFormatError } from './agent-format-error.js';
import { builtinAgents } from './builtin-agents.js';
import { projectAgents, userAgents, type LoadedAgents } from './load-agents.js';

let tree: FileTree | undefined;
afterEach(() => tree?.remove());

async function agentsIn(files: Readonly<Record<string, string>>): Promise<LoadedAgents> {
  tree = await FileTree.create(files);
  return projectAgents(new DiskFiles(), tree.root);
}

const REVIEWER = `---
name: reviewer
description: >-
  Reviews changes. <example>Review the last commit.</example>
model: inherit
tools: [terminal, grep]
skills: style, tests
permission_mode: Never_Confirm
max_iteration_per_run: 12
max_budget_per_run: "0.5"
condenser: none
hooks:
  Stop: [{ hooks: [{ command: "true" }] }]
team: core
---

You review.
`;

describe('agents in files', () => {
  it('are read with all that their header says', async () => {
    const { agents, problems } = await agentsIn({ '.agents/agents/reviewer.md': REVIEWER });

    expect(problems).toEqual([]);
    expect(agents).toMatchObject([
      {
        name: 'reviewer',
        description: 'Reviews changes. <example>Review the last commit.</example>',
        tools: ['terminal', 'grep'],
        skills: ['style', 'tests'],
        system_prompt: 'You review.',
        level: 'project',
        source: tree?.path('.agents/agents/reviewer.md'),
        when_to_use_examples: ['Review the last commit.'],
        permission_mode: 'never_confirm',
        max_iteration_per_run: 12,
        max_budget_per_run: 0.5,
        condenser: null,
        hooks: { stop: [{ matcher: '*' }] },
        metadata: { team: 'core' },
      },
    ]);
  });

  it('are called by their file when they have no name, and the first of a name counts', async () => {
    const { agents } = await agentsIn({
      '.agents/agents/one.md': 'First.',
      '.openhands/agents/one.md': 'Second.',
      '.openhands/agents/two.MD': 'Two.',
      '.agents/agents/README.md': 'Not an agent.',
      '.agents/agents/deep/three.md': 'Too deep.',
    });

    expect(agents.map(({ name, system_prompt }) => [name, system_prompt])).toEqual([
      ['one', 'First.'],
      ['two', 'Two.'],
    ]);
  });

  it('that cannot be used are problems and hold up nobody', async () => {
    const { agents, problems } = await agentsIn({
      '.agents/agents/bad.md': '---\npermission_mode: sometimes\n---\nx',
      '.agents/agents/good.md': 'Good.',
      '.agents/agents/ugly.md': '---\n[oops\n---\nx',
    });

    expect(agents.map(({ name }) => name)).toEqual(['good']);
    expect(problems.map((problem) => problem.split('/').at(-1))).toEqual([
      'bad.md: permission_mode must be one of always_confirm, never_confirm, confirm_risky.',
      expect.stringMatching(/^ugly.md: /),
    ]);
  });
});

describe('agents of the user', () => {
  it('are read from the home and from the folder of the server', async () => {
    tree = await FileTree.create({ 'home/.agents/agents/one.md': 'One.', 'kept/agents/two.md': 'Two.' });

    const { agents } = await userAgents({ home: tree.path('home'), persistence: tree.path('kept') });

    expect(agents.map(({ name, level }) => [name, level])).toEqual([
      ['one', 'user'],
      ['two', 'user'],
    ]);
  });
});

describe('parts of plugins', () => {
  const plugin = (parts: Partial<Plugin>): Plugin =>
    ({ directory: '/plugins/p', agents: [], hooks: null, ...parts }) as unknown as Plugin;

  it('are agents, where they can be understood', async () => {
    const files = [
      { path: '/plugins/p/agents/tester.md', text: '---\ndescription: Tests.\n---\nTest.' },
      { path: '/plugins/p/agents/bad.md', text: '---\ntools: 7\n---\n' },
    ];

    const { agents, problems } = await pluginAgents([plugin({ agents: files })]);

    expect(agents).toMatchObject([{ name: 'tester', level: 'plugin', system_prompt: 'Test.' }]);
    expect(problems).toEqual(['/plugins/p/agents/bad.md: tools must be a list of texts.']);
  });

  it('are hooks, which find their own files', async () => {
    const warnings: string[] = [];
    const logger = { info: () => undefined, warn: (text: string) => void warnings.push(text), error: () => undefined };
    const stop = [{ hooks: [{ command: '${CLAUDE_PLUGIN_ROOT}/check.sh $HOME' }] }];
    const plugins = [plugin({ hooks: { description: 'x', hooks: { Stop: stop } } }), plugin({ hooks: { Stop: 7 } })];
    const of = async (): Promise<LoadedPlugins> => ({ plugins, skills: [], missing: [] });

    const { hooks } = await pluginHooks({ of } as unknown as ConversationPlugins, logger).equip({} as EquipmentRequest);

    expect(hooks?.stop[0]?.hooks[0]?.command).toBe('/plugins/p/check.sh $HOME');
    expect(warnings).toHaveLength(1);
  });
});

describe('agents in requests', () => {
  it('may leave everything out but the name', () => {
    expect(agentFromWire({ name: 'a' })).toMatchObject({ model: 'inherit', tools: [], level: 'programmatic' });
  });

  it.each([
    [{}, 'name'],
    [{ name: 'a', tools: 'x y' }, undefined],
    [{ name: 'a', tools: [7] }, 'tools'],
    [{ name: 'a', max_iteration_per_run: 0 }, 'max_iteration_per_run'],
    [{ name: 'a', hooks: { stop: [{ hooks: [{}] }] } }, 'hooks.stop.0.hooks.0.command'],
    [{ name: 'a', condenser: { kind: 'Magic' } }, 'condenser.kind'],
    [{ name: 'a', condenser: { kind: 'PipelineCondenser', condensers: [7] } }, 'condenser.condensers'],
  ])('say where a mistake is: %j', (value, path) => {
    let found: string | undefined;
    try {
      agentFromWire(value);
    } catch (error) {
      found = (error as AgentFormatError).path.join('.');
    }
    expect(found).toBe(path);
  });
});

it('an agent may have condensers in a row', () => {
  const condensers = [{ kind: 'NoOpCondenser' }, { kind: 'LLMSummarizingCondenser', max_size: 40, max_tokens: 900 }];
  const condenser = { kind: 'PipelineCondenser', condensers };
  expect(agentFromWire({ name: 'a', condenser }).condenser).toEqual({ maxSize: 40, keepFirst: 2, maxTokens: 900 });
});

describe('built-in agents', () => {
  it('research the web only where there is a browser', () => {
    const names = (browser: boolean): string[] => builtinAgents({ browser }).map(({ name }) => name);

    expect(names(true)).toEqual(['general-purpose', 'code-explorer', 'bash-runner', 'web-researcher']);
    expect(names(false)).not.toContain('web-researcher');
  });
});
