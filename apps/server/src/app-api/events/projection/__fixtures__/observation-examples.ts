import type { Action, Observation } from '@openhands-nest/contracts/events';
import type { ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { aText } from '@openhands-nest/testing';
import { ACTION_EXAMPLES } from './action-examples.js';

/** An answer to a call, and what 0.53 says of it beside what all answers have in common; undefined: nothing. */
export interface ObservationExample {
  readonly action: Action;
  readonly observation: Observation;
  readonly shown: object | undefined;
}

const base = { content: [aText('It is so.')], is_error: false };
const changed = { prev_exist: true, old_content: 'a\n', new_content: 'b\n' };
const DIFF = '@@ -1,1 +1,1 @@\n-a\n+b';

const tool = (name: string, values: object): object => ({
  message: 'It is so.',
  observation: 'mcp',
  content: '{"content":[{"type":"text","text":"It is so."}],"isError":false}',
  extras: { name, arguments: values },
});

const edited = (path: string): object => ({
  message: `edit: ${path}`,
  observation: 'edit',
  content: 'It is so.',
  extras: {
    path,
    prev_exist: true,
    old_content: 'a\n',
    new_content: 'b\n',
    impl_source: 'oh_aci',
    diff: `--- ${path}\n+++ ${path}\n${DIFF}`,
    _diff_cache: null,
  },
});

/** One of each kind. */
export const OBSERVATION_EXAMPLES: Readonly<Record<ObservationKind, ObservationExample>> = {
  TerminalObservation: {
    action: ACTION_EXAMPLES.TerminalAction.action,
    observation: {
      ...base,
      kind: 'TerminalObservation',
      command: 'pytest -q',
      exit_code: 0,
      timeout: false,
      metadata: {
        exit_code: 0,
        pid: 12,
        username: 'me',
        hostname: 'box',
        working_dir: '/w',
        py_interpreter_path: '/usr/bin/python3',
        prefix: '',
        suffix: '[done]',
      },
    },
    shown: {
      message: 'pytest -q: exit 0',
      observation: 'run',
      content: 'It is so.',
      extras: {
        command: 'pytest -q',
        metadata: {
          exit_code: 0,
          pid: 12,
          username: 'me',
          hostname: 'box',
          working_dir: '/w',
          py_interpreter_path: '/usr/bin/python3',
          prefix: '',
          suffix: '[done]',
        },
        hidden: false,
      },
      success: true,
    },
  },
  FileEditorObservation: {
    action: ACTION_EXAMPLES.FileEditorAction.action,
    observation: { ...base, ...changed, kind: 'FileEditorObservation', command: 'str_replace', path: '/w/a.ts' },
    shown: edited('/w/a.ts'),
  },
  PlanningFileEditorObservation: {
    action: ACTION_EXAMPLES.PlanningFileEditorAction.action,
    observation: { ...base, ...changed, kind: 'PlanningFileEditorObservation', command: 'create', path: '/w/PLAN.md' },
    shown: edited('/w/PLAN.md'),
  },
  ReadFileObservation: {
    action: ACTION_EXAMPLES.ReadFileAction.action,
    observation: { ...base, kind: 'ReadFileObservation', file_path: '/w/a.ts', file_content: 'a', is_truncated: false },
    shown: {
      message: 'read: /w/a.ts',
      observation: 'read',
      content: 'It is so.',
      extras: { path: '/w/a.ts', impl_source: 'oh_aci' },
    },
  },
  WriteFileObservation: {
    action: ACTION_EXAMPLES.WriteFileAction.action,
    observation: { ...base, kind: 'WriteFileObservation', file_path: '/w/a.ts', is_new_file: true, new_content: 'a' },
    shown: { message: 'write: /w/a.ts', observation: 'write', content: '', extras: { path: '/w/a.ts' } },
  },
  EditObservation: {
    action: ACTION_EXAMPLES.EditAction.action,
    observation: {
      ...base,
      kind: 'EditObservation',
      file_path: '/w/a.ts',
      is_new_file: false,
      old_content: 'a\n',
      new_content: 'b\n',
      replacements_made: 1,
    },
    shown: edited('/w/a.ts'),
  },
  ListDirectoryObservation: {
    action: ACTION_EXAMPLES.ListDirectoryAction.action,
    observation: {
      ...base,
      kind: 'ListDirectoryObservation',
      dir_path: '/w/src',
      entries: [],
      total_count: 0,
      is_truncated: false,
    },
    shown: tool('list_directory', { dir_path: 'src', recursive: true }),
  },
  ApplyPatchObservation: {
    action: ACTION_EXAMPLES.ApplyPatchAction.action,
    observation: { ...base, kind: 'ApplyPatchObservation', message: 'Done.', fuzz: 0 },
    shown: tool('apply_patch', { patch: '*** Begin Patch\n*** End Patch' }),
  },
  SwitchLLMObservation: {
    action: ACTION_EXAMPLES.SwitchLLMAction.action,
    observation: { ...base, kind: 'SwitchLLMObservation', profile_name: 'strong', active_model: 'openai/strong' },
    shown: tool('switch_llm', { profile_name: 'strong', reason: 'It is hard.' }),
  },
  ClassifyAndSwitchLLMObservation: {
    action: ACTION_EXAMPLES.ClassifyAndSwitchLLMAction.action,
    observation: { ...base, kind: 'ClassifyAndSwitchLLMObservation', model: 'strong' },
    shown: tool('route_task_to_model', {}),
  },
  AskOracleObservation: {
    action: ACTION_EXAMPLES.AskOracleAction.action,
    observation: { ...base, kind: 'AskOracleObservation' },
    shown: tool('ask_oracle', { question: 'Which way?' }),
  },
  StartChildConversationObservation: {
    action: ACTION_EXAMPLES.StartChildConversationAction.action,
    observation: { ...base, kind: 'StartChildConversationObservation', status: 'running' },
    shown: tool('start_child_conversation', { task: 'Count.', isolation: 'shared' }),
  },
  GlobObservation: {
    action: ACTION_EXAMPLES.GlobAction.action,
    observation: {
      ...base,
      kind: 'GlobObservation',
      files: ['/w/a.ts'],
      pattern: '*.ts',
      search_path: '/w',
      truncated: false,
    },
    shown: tool('glob', { pattern: '*.ts', path: '/w' }),
  },
  GrepObservation: {
    action: ACTION_EXAMPLES.GrepAction.action,
    observation: {
      ...base,
      kind: 'GrepObservation',
      matches: ['/w/a.ts'],
      pattern: 'TODO',
      search_path: '/w',
      truncated: false,
    },
    shown: tool('grep', { pattern: 'TODO', include: '*.ts' }),
  },
  TaskTrackerObservation: {
    action: { kind: 'TaskTrackerAction', command: 'view' },
    observation: { ...base, kind: 'TaskTrackerObservation', command: 'view', task_list: [] },
    shown: tool('task_tracker', { command: 'view' }),
  },
  ThinkObservation: {
    action: ACTION_EXAMPLES.ThinkAction.action,
    observation: { ...base, kind: 'ThinkObservation' },
    shown: { message: 'It is so.', observation: 'think', content: 'It is so.', extras: {} },
  },
  FinishObservation: {
    action: ACTION_EXAMPLES.FinishAction.action,
    observation: { ...base, kind: 'FinishObservation' },
    shown: undefined,
  },
  InvokeSkillObservation: {
    action: ACTION_EXAMPLES.InvokeSkillAction.action,
    observation: { ...base, kind: 'InvokeSkillObservation', skill_name: 'pdf' },
    shown: tool('invoke_skill', { name: 'pdf' }),
  },
  MCPToolObservation: {
    action: ACTION_EXAMPLES.MCPToolAction.action,
    observation: { ...base, kind: 'MCPToolObservation', tool_name: 'tavily_search' },
    shown: tool('tavily_search', { query: 'nest' }),
  },
  ClientToolObservation: {
    action: { kind: 'ClientAction_canvas_ui', tab: 'files' },
    observation: { ...base, kind: 'ClientToolObservation' },
    shown: tool('canvas_ui', { tab: 'files' }),
  },
  TaskObservation: {
    action: ACTION_EXAMPLES.TaskAction.action,
    observation: { ...base, kind: 'TaskObservation', task_id: 'task_1', subagent: 'explorer', status: 'completed' },
    shown: {
      message: 'It is so.',
      observation: 'delegate',
      content: 'It is so.',
      extras: { outputs: { task_id: 'task_1', status: 'completed', content: 'It is so.' } },
    },
  },
  DelegateObservation: {
    action: ACTION_EXAMPLES.DelegateAction.action,
    observation: { ...base, kind: 'DelegateObservation', command: 'delegate' },
    shown: {
      message: 'It is so.',
      observation: 'delegate',
      content: 'It is so.',
      extras: { outputs: { content: 'It is so.' } },
    },
  },
  BrowserObservation: {
    action: ACTION_EXAMPLES.BrowserNavigateAction.action,
    observation: {
      ...base,
      kind: 'BrowserObservation',
      content: [{ type: 'text', text: 'Page: http://localhost:3000/home (Shop)\nOpened it.' }],
      screenshot_data: 'AAAA',
    },
    shown: {
      message: 'Page: http://localhost:3000/home (Shop)\nOpened it.',
      observation: 'browse',
      content: 'Page: http://localhost:3000/home (Shop)\nOpened it.',
      extras: {
        url: 'http://localhost:3000/home',
        trigger_by_action: 'browse',
        screenshot: 'data:image/png;base64,AAAA',
        screenshot_path: null,
        set_of_marks: '',
        error: false,
        goal_image_urls: [],
        open_pages_urls: [],
        active_page_index: -1,
        dom_object: {},
        axtree_object: {},
        extra_element_properties: {},
        last_browser_action: '',
        last_browser_action_error: '',
        focused_element_bid: '',
        filter_visible_only: false,
      },
    },
  },
};
