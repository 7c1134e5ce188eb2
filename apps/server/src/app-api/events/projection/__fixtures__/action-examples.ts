import type { Action } from '@openhands-nest/contracts/events';
import type { ActionKind } from '@openhands-nest/contracts/vocabulary';

/** A call, and what 0.53 says of it beside what all calls have in common. */
export interface ActionExample {
  readonly action: Action;
  /** Name under which the tool was offered; `terminal` where it makes no difference. */
  readonly toolName?: string;
  readonly shown: object;
}

const mcp = (name: string, values: object): object => ({
  message: `${name}: ${JSON.stringify(values)}`,
  action: 'call_tool_mcp',
  args: { name, arguments: values, thought: '' },
});

const browsing = (call: string): object => ({
  message: call,
  action: 'browse_interactive',
  args: { browser_actions: call, thought: '', browsergym_send_msg_to_user: '', return_axtree: false },
});

const EDIT = {
  file_text: null,
  old_str: null,
  new_str: null,
  insert_line: null,
  content: '',
  start: 1,
  end: -1,
  thought: '',
  impl_source: 'oh_aci',
};

/** One of each kind. */
export const ACTION_EXAMPLES: Readonly<Record<ActionKind, ActionExample>> = {
  TerminalAction: {
    action: { kind: 'TerminalAction', command: 'pytest -q' },
    shown: {
      message: 'run: pytest -q',
      action: 'run',
      args: {
        command: 'pytest -q',
        is_input: false,
        thought: '',
        blocking: false,
        is_static: false,
        cwd: null,
        hidden: false,
        confirmation_state: 'confirmed',
      },
    },
  },
  FileEditorAction: {
    action: { kind: 'FileEditorAction', command: 'insert', path: '/w/a.ts', insert_line: 3, new_str: 'b' },
    shown: {
      message: '',
      action: 'edit',
      args: { ...EDIT, path: '/w/a.ts', command: 'insert', insert_line: 3, new_str: 'b' },
    },
  },
  PlanningFileEditorAction: {
    action: { kind: 'PlanningFileEditorAction', command: 'create', path: '/w/PLAN.md', file_text: '# Plan' },
    toolName: 'planning_file_editor',
    shown: {
      message: '',
      action: 'edit',
      args: { ...EDIT, path: '/w/PLAN.md', command: 'create', file_text: '# Plan' },
    },
  },
  ReadFileAction: {
    action: { kind: 'ReadFileAction', file_path: 'a.ts', offset: 4, limit: 10 },
    toolName: 'read_file',
    shown: {
      message: 'read: a.ts',
      action: 'read',
      args: { path: 'a.ts', start: 0, end: -1, thought: '', impl_source: 'oh_aci', view_range: [5, 14] },
    },
  },
  WriteFileAction: {
    action: { kind: 'WriteFileAction', file_path: 'a.ts', content: 'const a = 1;\n' },
    toolName: 'write_file',
    shown: {
      message: 'write: a.ts',
      action: 'write',
      args: { path: 'a.ts', content: 'const a = 1;\n', start: 0, end: -1, thought: '' },
    },
  },
  EditAction: {
    action: { kind: 'EditAction', file_path: 'a.ts', old_string: 'a', new_string: 'b' },
    toolName: 'edit',
    shown: {
      message: '',
      action: 'edit',
      args: { ...EDIT, path: 'a.ts', command: 'str_replace', old_str: 'a', new_str: 'b' },
    },
  },
  ListDirectoryAction: {
    action: { kind: 'ListDirectoryAction', dir_path: 'src', recursive: true },
    toolName: 'list_directory',
    shown: mcp('list_directory', { dir_path: 'src', recursive: true }),
  },
  ApplyPatchAction: {
    action: { kind: 'ApplyPatchAction', patch: '*** Begin Patch\n*** End Patch' },
    toolName: 'apply_patch',
    shown: mcp('apply_patch', { patch: '*** Begin Patch\n*** End Patch' }),
  },
  SwitchLLMAction: {
    action: { kind: 'SwitchLLMAction', profile_name: 'strong', reason: 'It is hard.' },
    toolName: 'switch_llm',
    shown: mcp('switch_llm', { profile_name: 'strong', reason: 'It is hard.' }),
  },
  ClassifyAndSwitchLLMAction: {
    action: { kind: 'ClassifyAndSwitchLLMAction' },
    toolName: 'route_task_to_model',
    shown: mcp('route_task_to_model', {}),
  },
  AskOracleAction: {
    action: { kind: 'AskOracleAction', question: 'Which way?' },
    toolName: 'ask_oracle',
    shown: mcp('ask_oracle', { question: 'Which way?' }),
  },
  StartChildConversationAction: {
    action: { kind: 'StartChildConversationAction', task: 'Count.', isolation: 'shared' },
    toolName: 'start_child_conversation',
    shown: mcp('start_child_conversation', { task: 'Count.', isolation: 'shared' }),
  },
  GlobAction: {
    action: { kind: 'GlobAction', pattern: '*.ts', path: '/w' },
    toolName: 'glob',
    shown: mcp('glob', { pattern: '*.ts', path: '/w' }),
  },
  GrepAction: {
    action: { kind: 'GrepAction', pattern: 'TODO', include: '*.ts' },
    toolName: 'grep',
    shown: mcp('grep', { pattern: 'TODO', include: '*.ts' }),
  },
  TaskTrackerAction: {
    action: { kind: 'TaskTrackerAction', command: 'plan', task_list: [{ title: 'Test it', notes: '', status: 'todo' }] },
    toolName: 'task_tracker',
    shown: mcp('task_tracker', { command: 'plan', task_list: [{ title: 'Test it', notes: '', status: 'todo' }] }),
  },
  ThinkAction: {
    action: { kind: 'ThinkAction', thought: 'Hm.' },
    toolName: 'think',
    shown: { message: 'thought: Hm.', action: 'think', args: { thought: 'Hm.' } },
  },
  FinishAction: {
    action: { kind: 'FinishAction', message: 'Done.' },
    toolName: 'finish',
    shown: { message: 'Done.', action: 'finish', args: { final_thought: 'Done.', outputs: {}, thought: '' } },
  },
  InvokeSkillAction: {
    action: { kind: 'InvokeSkillAction', name: 'pdf' },
    toolName: 'invoke_skill',
    shown: mcp('invoke_skill', { name: 'pdf' }),
  },
  MCPToolAction: {
    action: { kind: 'MCPToolAction', data: { query: 'nest' } },
    toolName: 'tavily_search',
    shown: mcp('tavily_search', { query: 'nest' }),
  },
  TaskAction: {
    action: { kind: 'TaskAction', prompt: 'Find the bug.', subagent_type: 'explorer', resume: 'task_1' },
    toolName: 'task',
    shown: {
      message: 'delegate: explorer',
      action: 'delegate',
      args: { agent: 'explorer', inputs: { task: 'Find the bug.', resume: 'task_1' }, thought: '' },
    },
  },
  DelegateAction: {
    action: { kind: 'DelegateAction', command: 'delegate', tasks: { one: 'Read.', two: 'Write.' } },
    toolName: 'delegate',
    shown: {
      message: 'delegate: one, two',
      action: 'delegate',
      args: { agent: 'one, two', inputs: { command: 'delegate', tasks: { one: 'Read.', two: 'Write.' } }, thought: '' },
    },
  },
  BrowserNavigateAction: {
    action: { kind: 'BrowserNavigateAction', url: 'http://localhost:3000/' },
    toolName: 'browser_navigate',
    shown: {
      message: 'browse: http://localhost:3000/',
      action: 'browse',
      args: { url: 'http://localhost:3000/', thought: '', return_axtree: false },
    },
  },
  BrowserClickAction: {
    action: { kind: 'BrowserClickAction', index: 2, new_tab: true },
    toolName: 'browser_click',
    shown: browsing('browser_click({"index":2,"new_tab":true})'),
  },
  BrowserTypeAction: {
    action: { kind: 'BrowserTypeAction', index: 1, text: 'hello' },
    toolName: 'browser_type',
    shown: browsing('browser_type({"index":1,"text":"hello"})'),
  },
  BrowserGetStateAction: {
    action: { kind: 'BrowserGetStateAction', include_screenshot: true },
    toolName: 'browser_get_state',
    shown: browsing('browser_get_state({"include_screenshot":true})'),
  },
  BrowserGetContentAction: {
    action: { kind: 'BrowserGetContentAction', extract_links: true, start_from_char: 5 },
    toolName: 'browser_get_content',
    shown: browsing('browser_get_content({"extract_links":true,"start_from_char":5})'),
  },
  BrowserScrollAction: {
    action: { kind: 'BrowserScrollAction', direction: 'up' },
    toolName: 'browser_scroll',
    shown: browsing('browser_scroll({"direction":"up"})'),
  },
  BrowserGoBackAction: {
    action: { kind: 'BrowserGoBackAction' },
    toolName: 'browser_go_back',
    shown: browsing('browser_go_back({})'),
  },
  BrowserListTabsAction: {
    action: { kind: 'BrowserListTabsAction' },
    toolName: 'browser_list_tabs',
    shown: browsing('browser_list_tabs({})'),
  },
  BrowserSwitchTabAction: {
    action: { kind: 'BrowserSwitchTabAction', tab_id: 'a1' },
    toolName: 'browser_switch_tab',
    shown: browsing('browser_switch_tab({"tab_id":"a1"})'),
  },
  BrowserCloseTabAction: {
    action: { kind: 'BrowserCloseTabAction', tab_id: 'a1' },
    toolName: 'browser_close_tab',
    shown: browsing('browser_close_tab({"tab_id":"a1"})'),
  },
  BrowserGetStorageAction: {
    action: { kind: 'BrowserGetStorageAction' },
    toolName: 'browser_get_storage',
    shown: browsing('browser_get_storage({})'),
  },
  BrowserSetStorageAction: {
    action: { kind: 'BrowserSetStorageAction', storage_state: { cookies: [] } },
    toolName: 'browser_set_storage',
    shown: browsing('browser_set_storage({"storage_state":{"cookies":[]}})'),
  },
};
