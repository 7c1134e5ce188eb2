import {
  browserPageAddress,
  clientActionKind,
  type Action,
  type BrowserObservation,
  type FileEditorObservation,
  type Observation,
  type TerminalObservation,
  type WriteFileObservation,
} from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import type { Json, LegacyObservation } from './legacy-event.js';
import { textOf } from './tool-call-metadata.js';
import { unifiedDiff } from './unified-diff.js';

/** An observation of 0.53 with its text for people. */
export interface ProjectedObservation {
  readonly body: LegacyObservation;
  readonly message: string;
}

type ObservationOf<K extends ObservationKind> = Extract<Observation, { kind: K }>;
type Projections = {
  readonly [K in ObservationKind]: (
    observation: ObservationOf<K>,
    action: Action | undefined,
  ) => ProjectedObservation | undefined;
};

/** Every tool's observation: one without a form in 0.53, or explicitly none, does not compile. */
const PROJECTIONS: Projections = {
  [ObservationKind.Terminal]: run,
  [ObservationKind.FileEditor]: (observation) =>
    observation.command === 'view' ? read(observation) : edit(observation),
  [ObservationKind.Think]: (observation) => ({
    body: { observation: 'think', content: textOf(observation.content), extras: {} },
    message: textOf(observation.content),
  }),
  // The action itself is the end there.
  [ObservationKind.Finish]: () => undefined,
  [ObservationKind.TaskTracker]: (observation, action) => toolResult('task_tracker', observation, action),
  [ObservationKind.Glob]: (observation, action) => toolResult('glob', observation, action),
  [ObservationKind.Grep]: (observation, action) => toolResult('grep', observation, action),
  [ObservationKind.Task]: ({ content, task_id: taskId, status }) =>
    delegated(textOf(content), { task_id: taskId, status, content: textOf(content) }),
  [ObservationKind.Delegate]: ({ content }) => delegated(textOf(content), { content: textOf(content) }),
  [ObservationKind.InvokeSkill]: (observation, action) => toolResult('invoke_skill', observation, action),
  // Its client knows which tool it was.
  [ObservationKind.ClientTool]: (observation, action) =>
    toolResult(action ? clientToolOf(action) : '', observation, action),
  [ObservationKind.PlanningFileEditor]: (observation) =>
    observation.command === 'view' ? read(observation) : edit(observation),
  [ObservationKind.ReadFile]: ({ file_path: path, ...rest }) => read({ ...rest, path }),
  [ObservationKind.WriteFile]: written,
  [ObservationKind.Edit]: ({ file_path: path, is_new_file: isNew, ...rest }) =>
    edit({ ...rest, path, prev_exist: !isNew }),
  [ObservationKind.ListDirectory]: (observation, action) => toolResult('list_directory', observation, action),
  [ObservationKind.ApplyPatch]: (observation, action) => toolResult('apply_patch', observation, action),
  [ObservationKind.SwitchLlm]: (observation, action) => toolResult('switch_llm', observation, action),
  [ObservationKind.ClassifyAndSwitchLlm]: (observation, action) =>
    toolResult('route_task_to_model', observation, action),
  [ObservationKind.AskOracle]: (observation, action) => toolResult('ask_oracle', observation, action),
  [ObservationKind.StartChildConversation]: (observation, action) =>
    toolResult('start_child_conversation', observation, action),
  [ObservationKind.Browser]: browsed,
  [ObservationKind.McpTool]: (observation, action) => toolResult(observation.tool_name, observation, action),
};

/** What an answer looks like in 0.53; undefined when it has none there. @param action what it answers, as far as that is known */
export function projectObservation(
  observation: Observation,
  action: Action | undefined,
): ProjectedObservation | undefined {
  const project = PROJECTIONS[observation.kind] as (
    observation: Observation,
    action: Action | undefined,
  ) => ProjectedObservation | undefined;
  return project(observation, action);
}

/** An answer that reports a failure. */
export function errorObservation(text: string, errorId = ''): ProjectedObservation {
  return { body: { observation: 'error', content: text, extras: { error_id: errorId } }, message: text };
}

function delegated(content: string, outputs: Json): ProjectedObservation {
  return { body: { observation: 'delegate', content, extras: { outputs } }, message: content };
}

function run(observation: TerminalObservation, action: Action | undefined): ProjectedObservation {
  const content = textOf(observation.content);
  const exitCode = observation.exit_code ?? undefined;
  if (exitCode === undefined) return errorObservation(content);
  const command = observation.command ?? (action?.kind === ActionKind.Terminal ? action.command : '');
  const { metadata } = observation;
  const shown = {
    exit_code: exitCode,
    pid: metadata.pid,
    username: metadata.username ?? null,
    hostname: metadata.hostname ?? null,
    working_dir: metadata.working_dir ?? null,
    py_interpreter_path: metadata.py_interpreter_path ?? null,
    prefix: metadata.prefix,
    suffix: metadata.suffix,
  };
  return {
    body: { observation: 'run', content, extras: { command, metadata: shown, hidden: false }, success: exitCode === 0 },
    message: exitCode === -1 ? `${command}: still running` : `${command}: exit ${exitCode}`,
  };
}

type Read = Pick<FileEditorObservation, 'content' | 'is_error' | 'path'>;
type Edited = Read & Pick<FileEditorObservation, 'prev_exist' | 'old_content' | 'new_content'>;

function read(observation: Read): ProjectedObservation {
  const content = textOf(observation.content);
  if (observation.is_error) return errorObservation(content);
  const path = observation.path ?? '';
  return {
    body: { observation: 'read', content, extras: { path, impl_source: 'oh_aci' } },
    message: `read: ${path}`,
  };
}

function written({ content, is_error: failed, file_path: path }: WriteFileObservation): ProjectedObservation {
  if (failed) return errorObservation(textOf(content));
  return {
    body: { observation: 'write', content: '', extras: { path: path ?? '' } },
    message: `write: ${path ?? ''}`,
  };
}

/** A failed edit is an edit whose text says so in front. */
function edit(observation: Edited): ProjectedObservation {
  const path = observation.path ?? '';
  const before = observation.old_content ?? null;
  const after = observation.new_content ?? null;
  const extras = {
    path,
    prev_exist: observation.prev_exist,
    old_content: before,
    new_content: after,
    impl_source: 'oh_aci',
    diff: observation.is_error || after === null ? null : unifiedDiff(path, before ?? '', after),
    _diff_cache: null,
  };
  const content = (observation.is_error ? 'ERROR:\n' : '') + textOf(observation.content);
  return { body: { observation: 'edit', content, extras }, message: `edit: ${path}` };
}

/** Of a page's inner structure nothing is kept. */
function browsed(observation: BrowserObservation, action: Action | undefined): ProjectedObservation {
  const content = textOf(observation.content);
  const isVisit = action?.kind === ActionKind.BrowserNavigate;
  const extras = {
    url: browserPageAddress(content) ?? (isVisit ? action.url : ''),
    trigger_by_action: isVisit ? 'browse' : 'browse_interactive',
    screenshot: observation.screenshot_data ? `data:image/png;base64,${observation.screenshot_data}` : '',
    screenshot_path: null,
    set_of_marks: '',
    error: observation.is_error,
    goal_image_urls: [],
    open_pages_urls: [],
    active_page_index: -1,
    dom_object: {},
    axtree_object: {},
    extra_element_properties: {},
    last_browser_action: '',
    last_browser_action_error: observation.is_error ? content : '',
    focused_element_bid: '',
    filter_visible_only: false,
  };
  return { body: { observation: 'browse', content, extras }, message: content };
}

function toolResult(name: string, observation: Observation, action: Action | undefined): ProjectedObservation {
  const content = [{ type: 'text', text: textOf(observation.content) }];
  return {
    body: {
      observation: 'mcp',
      content: JSON.stringify({ content, isError: observation.is_error }),
      extras: { name, arguments: action ? argumentsOf(action) : {} },
    },
    message: textOf(observation.content),
  };
}

function clientToolOf({ kind }: Action): string {
  return kind.slice(clientActionKind('').length);
}

function argumentsOf(action: Action): Json {
  if (action.kind === ActionKind.McpTool) return action.data;
  const { kind: _kind, ...rest } = action;
  return rest;
}
