import { ToolName } from '@openhands-nest/contracts/vocabulary';
import type { ReplayStep } from '@openhands-nest/agent-ports';
import { exactCall } from './exact-call.js';
import { isObject, present, refusal, requiredText, textField, type Item, type JsonObject } from './item.js';

type Translate = (item: Item, args: JsonObject) => ReplayStep | undefined;

const PASSED_OVER: Translate = () => undefined;
const HEREDOC_END = 'EOF';

/** The actions of OpenHands 0.53, each as the call of our own tools that does the same. */
const ACTIONS: Readonly<Record<string, Translate>> = {
  message: (item, args) =>
    item.fields['source'] === 'user' ? userStep(item, args) : { thought: textField(item, args, 'content'), calls: [] },
  run: (item, args) => {
    const input = args['is_input'] === true ? { is_input: true } : {};
    return step(item, args, ToolName.Terminal, { command: textField(item, args, 'command'), ...input });
  },
  run_ipython: (item, args) =>
    step(item, args, ToolName.Terminal, { command: pythonCommand(requiredText(item, args, 'code')) }),
  read: readStep,
  write: (item, args) => step(item, args, ToolName.Terminal, { command: writeCommand(item, args) }),
  edit: editorStep,
  think: (item, args) => ({
    calls: [{ tool: ToolName.Think, arguments: { thought: textField(item, args, 'thought') } }],
  }),
  finish: (item, args) => {
    const message = textField(item, args, 'final_thought') || textField(item, args, 'thought');
    return { calls: [{ tool: ToolName.Finish, arguments: { message } }] };
  },
  task_tracking: (item, args) =>
    step(item, args, ToolName.TaskTracker, {
      command: args['command'] === 'plan' ? 'plan' : 'view',
      ...(args['command'] === 'plan' ? { task_list: taskList(item, args) } : {}),
    }),
  call_tool_mcp: (item, args) =>
    step(item, args, requiredText(item, args, 'name'), isObject(args['arguments']) ? { ...args['arguments'] } : {}),
  browse: (item, args) => step(item, args, 'browser_navigate', { url: requiredText(item, args, 'url') }),
  browse_interactive: withoutReplay('browse_interactive'),
  delegate: withoutReplay('delegate'),
  null: PASSED_OVER,
  system: PASSED_OVER,
  recall: PASSED_OVER,
  change_agent_state: PASSED_OVER,
  condensation: PASSED_OVER,
  condensation_request: PASSED_OVER,
};

/** One recorded action as a step; undefined for those that only said something about the recording. */
export function legacyStep(item: Item): ReplayStep | undefined {
  const action = String(item.fields['action']);
  const translate = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (!translate) throw refusal(item, `the action "${action}" is not known here. Remove it.`);
  const args = item.fields['args'] ?? {};
  if (!isObject(args)) throw refusal(item, 'its args are not an object.');
  const exact = exactCall(item);
  return exact ? step(item, args, exact.tool, exact.arguments) : translate(item, args);
}

/** Pictures and files may come without a word. */
function userStep(item: Item, args: JsonObject): ReplayStep {
  const images = textsIn(args['image_urls'] ?? args['images_urls']);
  const text = textField(item, args, 'content') || textsIn(args['file_urls']).join('\n');
  if (text === '' && images.length === 0) throw refusal(item, 'it lacks content.');
  return { calls: [], userMessage: text, ...(images.length > 0 && { userImages: images }) };
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

function withoutReplay(action: string): Translate {
  return (item) => {
    throw refusal(item, `this server cannot tell which of its tools did the same (${action}). Remove it.`);
  };
}

function step(item: Item, args: JsonObject, tool: string, arguments_: Readonly<Record<string, unknown>>): ReplayStep {
  const thought = textField(item, args, 'thought');
  return { ...(thought === '' ? {} : { thought }), calls: [{ tool, arguments: arguments_ }] };
}

/** Quoted, so that the shell leaves the code as it is. The end mark must not be one of its lines. */
function heredoc(lead: string, body: string): string {
  let mark = HEREDOC_END;
  while (body.split('\n').includes(mark)) mark += '_';
  return `${lead} <<'${mark}'\n${body}${body.endsWith('\n') ? '' : '\n'}${mark}`;
}

const pythonCommand = (code: string): string => heredoc('python3 -', code);

/** `write` replaces files that exist, which our editor refuses to; the shell does as it did. */
function writeCommand(item: Item, args: JsonObject): string {
  const path = shellQuote(requiredText(item, args, 'path'));
  return heredoc(`mkdir -p "$(dirname -- ${path})" && cat > ${path}`, textField(item, args, 'content'));
}

const shellQuote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Our editor takes absolute paths only; the shell is where a relative one was meant. */
function readStep(item: Item, args: JsonObject): ReplayStep {
  const path = requiredText(item, args, 'path');
  if (!path.startsWith('/')) return step(item, args, ToolName.Terminal, { command: `cat -- ${shellQuote(path)}` });
  return step(item, args, ToolName.FileEditor, { command: 'view', path, ...present(args, 'view_range') });
}

const EDITOR_COMMANDS = ['view', 'create', 'str_replace', 'insert', 'undo_edit'];

function editorStep(item: Item, args: JsonObject): ReplayStep {
  const command = requiredText(item, args, 'command');
  if (!EDITOR_COMMANDS.includes(command)) throw refusal(item, `the edit command "${command}" is not known here.`);
  const path = requiredText(item, args, 'path');
  const details = present(args, 'file_text', 'old_str', 'new_str', 'insert_line', 'view_range');
  return step(item, args, ToolName.FileEditor, { command, path, ...details });
}

function taskList(item: Item, args: JsonObject): unknown[] {
  const tasks = args['task_list'] ?? [];
  if (!Array.isArray(tasks) || !tasks.every(isObject)) throw refusal(item, 'its task_list is not a list of tasks.');
  return tasks.map((task) => present(task, 'title', 'notes', 'status'));
}
