import {
  isClientAction,
  type Action,
  type ActionEvent,
  type FileEditorAction,
  type TerminalAction,
} from '@openhands-nest/contracts/events';
import { ActionKind, SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import type { Json, LegacyAction } from './legacy-event.js';
import { textOf } from './tool-call-metadata.js';

/** An action of 0.53 with its text for people. */
export interface ProjectedAction {
  readonly body: LegacyAction;
  readonly message: string;
}

type ActionOf<K extends ActionKind> = Extract<Action, { kind: K }>;
type Projections = {
  readonly [K in ActionKind]: (action: ActionOf<K>, thought: string, toolName: string) => ProjectedAction;
};

const CONFIRMED = { confirmation_state: 'confirmed' };
const RISKS: Partial<Record<SecurityRisk, number>> = {
  [SecurityRisk.Low]: 0,
  [SecurityRisk.Medium]: 1,
  [SecurityRisk.High]: 2,
};

/** Every tool's action: one without a form in 0.53 does not compile. */
const PROJECTIONS: Projections = {
  [ActionKind.Terminal]: run,
  [ActionKind.FileEditor]: (action, thought) =>
    action.command === 'view' ? read(action, thought) : edit(action, thought),
  [ActionKind.Think]: ({ thought }) => ({
    body: { action: 'think', args: { thought } },
    message: `thought: ${thought}`,
  }),
  [ActionKind.Finish]: (action, thought) => ({
    body: { action: 'finish', args: { final_thought: action.message, outputs: {}, thought } },
    message: action.message || thought || 'The task is done.',
  }),
  // 0.53 has no tools of these names; its clients show any tool that comes from an MCP server.
  [ActionKind.TaskTracker]: ({ kind: _kind, ...rest }, thought) => call('task_tracker', rest, thought),
  [ActionKind.Glob]: ({ kind: _kind, ...rest }, thought) => call('glob', rest, thought),
  [ActionKind.Grep]: ({ kind: _kind, ...rest }, thought) => call('grep', rest, thought),
  [ActionKind.Task]: ({ subagent_type: agent = 'general-purpose', prompt, resume }, thought) =>
    delegation(agent, { task: prompt, ...(resume && { resume }) }, thought),
  [ActionKind.Delegate]: ({ command, ids, agent_types: types, tasks }, thought) =>
    delegation(ids?.join(', ') ?? Object.keys(tasks ?? {}).join(', '), { command, ids, types, tasks }, thought),
  [ActionKind.InvokeSkill]: ({ kind: _kind, ...rest }, thought) => call('invoke_skill', rest, thought),
  [ActionKind.PlanningFileEditor]: (action, thought) =>
    action.command === 'view' ? read(action, thought) : edit(action, thought),
  [ActionKind.ReadFile]: ({ file_path: path, offset, limit }, thought) =>
    read({ path, view_range: rangeOf(offset ?? 0, limit ?? undefined) }, thought),
  [ActionKind.WriteFile]: ({ file_path: path, content }, thought) => ({
    body: { action: 'write', args: { path, content, start: 0, end: -1, thought } },
    message: `write: ${path}`,
  }),
  [ActionKind.Edit]: ({ file_path: path, old_string: before, new_string: after }, thought) =>
    before === ''
      ? edit({ path, command: 'create', file_text: after }, thought)
      : edit({ path, command: 'str_replace', old_str: before, new_str: after }, thought),
  [ActionKind.ListDirectory]: plainCall,
  [ActionKind.ApplyPatch]: plainCall,
  [ActionKind.SwitchLlm]: plainCall,
  [ActionKind.ClassifyAndSwitchLlm]: plainCall,
  [ActionKind.AskOracle]: plainCall,
  [ActionKind.StartChildConversation]: plainCall,
  [ActionKind.BrowserNavigate]: ({ url }, thought) => ({
    body: { action: 'browse', args: { url, thought, return_axtree: false } },
    message: `browse: ${url}`,
  }),
  [ActionKind.BrowserClick]: browse,
  [ActionKind.BrowserType]: browse,
  [ActionKind.BrowserGetState]: browse,
  [ActionKind.BrowserGetContent]: browse,
  [ActionKind.BrowserScroll]: browse,
  [ActionKind.BrowserGoBack]: browse,
  [ActionKind.BrowserListTabs]: browse,
  [ActionKind.BrowserSwitchTab]: browse,
  [ActionKind.BrowserCloseTab]: browse,
  [ActionKind.BrowserGetStorage]: browse,
  [ActionKind.BrowserSetStorage]: browse,
  [ActionKind.McpTool]: ({ data }, thought, toolName) => call(toolName, data, thought),
};

/** What a call that was understood looks like in 0.53. */
export function projectAction(event: ActionEvent, action: Action): ProjectedAction {
  const { body, message } = bodyOf(event, action);
  const risk = RISKS[event.security_risk];
  return risk === undefined ? { body, message } : { body: withRisk(body, risk), message };
}

function bodyOf(event: ActionEvent, action: Action): ProjectedAction {
  const thought = textOf(event.thought);
  if (isClientAction(action)) return call(event.tool_name, argumentsOf(action), thought);
  const project = PROJECTIONS[action.kind] as (action: Action, thought: string, toolName: string) => ProjectedAction;
  return project(action, thought, event.tool_name);
}

function argumentsOf({ kind: _kind, ...rest }: Action): Json {
  return rest;
}

function withRisk(body: LegacyAction, risk: number): LegacyAction {
  return { ...body, args: { ...body.args, security_risk: risk } };
}

function delegation(agent: string, inputs: Json, thought: string): ProjectedAction {
  return { body: { action: 'delegate', args: { agent, inputs, thought } }, message: `delegate: ${agent}` };
}

function run({ command, is_input: isInput, timeout }: TerminalAction, thought: string): ProjectedAction {
  const args = {
    command,
    is_input: isInput ?? false,
    thought,
    blocking: typeof timeout === 'number',
    is_static: false,
    cwd: null,
    hidden: false,
    ...CONFIRMED,
  };
  return {
    body: { action: 'run', args, ...(typeof timeout === 'number' && { timeout }) },
    message: `run: ${command}`,
  };
}

type EditorCall = Omit<FileEditorAction, 'kind'>;

function read({ path, view_range: range }: Omit<EditorCall, 'command'>, thought: string): ProjectedAction {
  const args = { path, start: 0, end: -1, thought, impl_source: 'oh_aci', view_range: range ?? null };
  return { body: { action: 'read', args }, message: `read: ${path}` };
}

/** First and last line, counted from 1; -1: to the end. */
function rangeOf(offset: number, limit: number | undefined): number[] | undefined {
  if (offset === 0 && limit === undefined) return undefined;
  return [offset + 1, limit === undefined ? -1 : offset + limit];
}

function edit(action: EditorCall, thought: string): ProjectedAction {
  const args = {
    path: action.path,
    command: action.command,
    file_text: action.file_text ?? null,
    old_str: action.old_str ?? null,
    new_str: action.new_str ?? null,
    insert_line: action.insert_line ?? null,
    content: '',
    start: 1,
    end: -1,
    thought,
    impl_source: 'oh_aci',
  };
  return { body: { action: 'edit', args }, message: '' };
}

/** What was asked of the browser, as a call in one line. */
function browse(action: Action, thought: string, toolName: string): ProjectedAction {
  const browserActions = `${toolName}(${JSON.stringify(argumentsOf(action))})`;
  const args = { browser_actions: browserActions, thought, browsergym_send_msg_to_user: '', return_axtree: false };
  return { body: { action: 'browse_interactive', args }, message: browserActions };
}

function plainCall(action: Action, thought: string, toolName: string): ProjectedAction {
  return call(toolName, argumentsOf(action), thought);
}

function call(name: string, values: Json, thought: string): ProjectedAction {
  return {
    body: { action: 'call_tool_mcp', args: { name, arguments: values, thought } },
    message: `${name}: ${JSON.stringify(values)}`,
  };
}
