import { describe, expect, it } from '@jest/globals';
import { InvalidArgumentsError } from '@openhands-nest/agent-ports';
import { ACTION_DTOS, OBSERVATION_DTOS } from '@openhands-nest/contracts/events';
import { validateValue } from '@openhands-nest/contracts/schema';
import { ObservationKind, ToolName, type ActionKind } from '@openhands-nest/contracts/vocabulary';
import { Ajv } from 'ajv';
import { LocalWorkspace } from './__fixtures__/local-workspace.js';
import { aToolContext, neverAborted } from './__fixtures__/tool-context.js';
import { createTools } from './create-tools.js';
import { toModelText } from './to-model-text.js';

const tools = createTools();
/** Made for one conversation each. */
const OWN_OF_CONVERSATIONS = [
  ToolName.InvokeSkill,
  ToolName.BrowserToolSet,
  ToolName.Task,
  ToolName.Delegate,
  ToolName.SwitchLlm,
  ToolName.RouteTask,
  ToolName.AskOracle,
  ToolName.StartChildConversation,
] as const;
type Registered = Exclude<ToolName, (typeof OWN_OF_CONVERSATIONS)[number]>;
const SAMPLES: Record<Registered, Record<string, unknown>> = {
  [ToolName.Terminal]: { command: 'echo hi' },
  [ToolName.FileEditor]: { command: 'view', path: '/' },
  [ToolName.TaskTracker]: { command: 'plan', task_list: [{ title: 'a' }] },
  [ToolName.Think]: { thought: 'hm' },
  [ToolName.Finish]: { message: 'All done.' },
  [ToolName.Glob]: { pattern: '*.ts' },
  [ToolName.Grep]: { pattern: 'x' },
  [ToolName.ReadFile]: { file_path: '/etc/hostname' },
  [ToolName.WriteFile]: { file_path: 'a.txt', content: 'a' },
  [ToolName.Edit]: { file_path: 'a.txt', old_string: '', new_string: 'a' },
  [ToolName.ListDirectory]: {},
  [ToolName.ApplyPatch]: { patch: '*** Begin Patch\n*** Add File: a.txt\n+a\n*** End Patch' },
  [ToolName.PlanningFileEditor]: { command: 'view', path: '/' },
};

function toolNamed(name: string) {
  const tool = tools.get(name);
  if (!tool) throw new Error(`There is no tool ${name}.`);
  return tool;
}

describe('every tool', () => {
  it('is there under its name', () => {
    expect([...tools.keys()].sort()).toEqual(
      Object.values(ToolName)
        .filter((name) => !(OWN_OF_CONVERSATIONS as readonly string[]).includes(name))
        .sort(),
    );
  });

  it.each(Object.entries(SAMPLES))(
    '%s turns arguments into an action and answers with an observation of its kind',
    async (name, sample) => {
      const tool = toolNamed(name);
      const workspace = await LocalWorkspace.create();
      const executor = tool.createExecutor(aToolContext(workspace));

      const action = tool.parse(sample);
      const observation = await executor.execute(action, neverAborted());
      await executor.close();
      await workspace.close();

      expect(action.kind).toBe(tool.kinds.action);
      expect(validateValue(ACTION_DTOS[tool.kinds.action as ActionKind], action)).toEqual([]);
      expect(observation).toMatchObject({ kind: tool.kinds.observation, is_error: false });
      expect(validateValue(OBSERVATION_DTOS[tool.kinds.observation as ObservationKind], observation)).toEqual([]);
      expect(toModelText(observation)).not.toEqual([]);
    },
  );

  it.each(Object.entries(SAMPLES))('%s describes its arguments in a schema that fits them', (name, sample) => {
    const { parameters } = toolNamed(name);
    const validate = new Ajv({ strict: false }).compile(parameters);

    expect(JSON.stringify(parameters)).not.toContain('$ref');
    expect(parameters.properties).not.toHaveProperty('kind');
    expect(validate(sample)).toBe(true);
    expect(validate({ ...sample, unknown: 1 })).toBe(false);
  });

  it.each(Object.keys(SAMPLES))('%s says what is wrong with arguments', (name) => {
    expect(() => toolNamed(name).parse({ unknown: 1 })).toThrow(InvalidArgumentsError);
    expect(() => toolNamed(name).parse({ unknown: 1 })).toThrow(/unknown/);
  });
});

describe('arguments', () => {
  it('may be null where they are optional, and JSON text where a list is wanted', () => {
    const action = toolNamed(ToolName.FileEditor).parse({
      command: 'view',
      path: '/a',
      old_str: null,
      view_range: '[1, 20]',
    });

    expect(action).toMatchObject({ view_range: [1, 20] });
    expect(toolNamed(ToolName.Terminal).parse({ command: 'ls', is_input: null, timeout: null })).toMatchObject({
      is_input: false,
    });
  });

  it('that are text stay text, also when it looks like JSON', () => {
    const action = toolNamed(ToolName.FileEditor).parse({ command: 'create', path: '/a', file_text: '{"a": [1]}' });

    expect(action).toMatchObject({ file_text: '{"a": [1]}' });
  });

  it('cannot choose another kind of action', () => {
    expect(toolNamed(ToolName.Think).parse({ thought: 'a', kind: 'TerminalAction' }).kind).toBe('ThinkAction');
  });
});

describe('finish', () => {
  it('hands its message on', async () => {
    const workspace = await LocalWorkspace.create();
    const tool = toolNamed(ToolName.Finish);
    const observation = await tool
      .createExecutor(aToolContext(workspace))
      .execute(tool.parse({ message: 'Done: all of it.' }), neverAborted());
    await workspace.close();

    expect(observation.content).toMatchObject([{ text: 'Done: all of it.' }]);
  });
});
