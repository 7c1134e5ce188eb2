import * as browser from './browser-tools.js';
import type { ClientAction } from './client-action.js';
import { FileEditorArguments } from './editor-arguments.js';
import * as files from './file-tools.js';
import { ActionKind } from '@openhands-nest/contracts/vocabulary';
import {
  anyObject,
  Field,
  flag,
  listOf,
  literal,
  Model,
  nullable,
  number,
  ref,
  text,
} from '@openhands-nest/contracts/schema';
import { StartChildConversationAction } from './child-conversation.js';
import { DelegateAction, TaskAction } from './delegation.js';
import { AskOracleAction, ClassifyAndSwitchLLMAction, SwitchLLMAction } from './model-tools.js';

/**
 * What a tool is asked to do. Field descriptions are what a model reads: they, with the defaults, become the tool's JSON schema,
 * and a model's arguments are checked against them.
 */
@Model({ additionalProperties: false })
export class TerminalAction {
  @Field(literal(ActionKind.Terminal, { default: ActionKind.Terminal })) readonly kind!: typeof ActionKind.Terminal;
  @Field(
    text({
      description:
        'One shell command; join several with && or ;. Empty: wait for more output of the program that is still running. With is_input: the text or key for that program.',
    }),
  )
  readonly command!: string;
  @Field(
    flag({
      default: false,
      description:
        'Send the command to the running program as input instead of starting a new command. Keys: C-a to C-z, UP, DOWN, LEFT, RIGHT, HOME, END, PGUP, PGDN, TAB, ESC, BS, ENTER.',
    }),
  )
  readonly is_input?: boolean;
  @Field(
    nullable(number({ minimum: 0 }), {
      description:
        'Most seconds to wait. Without it the call returns once the output has been quiet for 30 seconds. The program goes on either way.',
    }),
  )
  readonly timeout?: number | null;
  @Field(flag({ default: false, description: 'Replace the shell by a new one first. Not together with is_input.' }))
  readonly reset?: boolean;
}

@Model({ additionalProperties: false })
export class FileEditorAction extends FileEditorArguments {
  @Field(literal(ActionKind.FileEditor, { default: ActionKind.FileEditor }))
  readonly kind!: typeof ActionKind.FileEditor;
}

export const TASK_STATUSES = ['todo', 'in_progress', 'done'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

@Model({ additionalProperties: false })
export class TaskItem {
  @Field(text({ description: 'What is to be done, in a few words.' })) readonly title!: string;
  @Field(text({ default: '', description: 'Details worth keeping.' })) readonly notes?: string;
  @Field(text({ enum: TASK_STATUSES, default: 'todo' })) readonly status?: TaskStatus;
}

@Model({ additionalProperties: false })
export class TaskTrackerAction {
  @Field(literal(ActionKind.TaskTracker, { default: ActionKind.TaskTracker }))
  readonly kind!: typeof ActionKind.TaskTracker;
  @Field(text({ enum: ['view', 'plan'], default: 'view', description: 'view shows the list; plan replaces it.' }))
  readonly command?: 'view' | 'plan';
  @Field(listOf(ref(TaskItem), { default: [], description: 'plan: the whole new list, in order.' }))
  readonly task_list?: TaskItem[];
}

@Model({ additionalProperties: false })
export class ThinkAction {
  @Field(literal(ActionKind.Think, { default: ActionKind.Think })) readonly kind!: typeof ActionKind.Think;
  @Field(text({ description: 'The reasoning to write down.' })) readonly thought!: string;
}

@Model({ additionalProperties: false })
export class FinishAction {
  @Field(literal(ActionKind.Finish, { default: ActionKind.Finish })) readonly kind!: typeof ActionKind.Finish;
  @Field(text({ description: 'What was done and what remains, for the person who asked.' })) readonly message!: string;
}

@Model({ additionalProperties: false })
export class GlobAction {
  @Field(literal(ActionKind.Glob, { default: ActionKind.Glob })) readonly kind!: typeof ActionKind.Glob;
  @Field(text({ description: 'Glob pattern, for example **/*.ts.' })) readonly pattern!: string;
  @Field(nullable(text(), { description: 'Absolute directory to search; the workspace when left out.' }))
  readonly path?: string | null;
}

@Model({ additionalProperties: false })
export class GrepAction {
  @Field(literal(ActionKind.Grep, { default: ActionKind.Grep })) readonly kind!: typeof ActionKind.Grep;
  @Field(text({ description: 'Regular expression searched for in file contents.' })) readonly pattern!: string;
  @Field(nullable(text(), { description: 'Absolute directory to search; the workspace when left out.' }))
  readonly path?: string | null;
  @Field(nullable(text(), { description: 'Glob pattern of the file names to search in.' })) readonly include?:
    string | null;
}

@Model({ additionalProperties: false })
export class InvokeSkillAction {
  @Field(literal(ActionKind.InvokeSkill, { default: ActionKind.InvokeSkill }))
  readonly kind!: typeof ActionKind.InvokeSkill;
  @Field(text({ description: 'Name of the skill, as the list of skills gives it.' })) readonly name!: string;
}

/** A call of a tool of an MCP server: its arguments as they are sent there. */
@Model({ additionalProperties: false })
export class MCPToolAction {
  @Field(literal(ActionKind.McpTool, { default: ActionKind.McpTool })) readonly kind!: typeof ActionKind.McpTool;
  @Field(anyObject(), { initial: () => ({}) }) readonly data!: Record<string, unknown>;
}

export const ACTION_DTOS = {
  [ActionKind.Terminal]: TerminalAction,
  [ActionKind.FileEditor]: FileEditorAction,
  [ActionKind.TaskTracker]: TaskTrackerAction,
  [ActionKind.Think]: ThinkAction,
  [ActionKind.Finish]: FinishAction,
  [ActionKind.Glob]: GlobAction,
  [ActionKind.Grep]: GrepAction,
  [ActionKind.InvokeSkill]: InvokeSkillAction,
  [ActionKind.McpTool]: MCPToolAction,
  [ActionKind.ReadFile]: files.ReadFileAction,
  [ActionKind.WriteFile]: files.WriteFileAction,
  [ActionKind.Edit]: files.EditAction,
  [ActionKind.ListDirectory]: files.ListDirectoryAction,
  [ActionKind.ApplyPatch]: files.ApplyPatchAction,
  [ActionKind.PlanningFileEditor]: files.PlanningFileEditorAction,
  [ActionKind.BrowserNavigate]: browser.BrowserNavigateAction,
  [ActionKind.BrowserClick]: browser.BrowserClickAction,
  [ActionKind.BrowserType]: browser.BrowserTypeAction,
  [ActionKind.BrowserGetState]: browser.BrowserGetStateAction,
  [ActionKind.BrowserGetContent]: browser.BrowserGetContentAction,
  [ActionKind.BrowserScroll]: browser.BrowserScrollAction,
  [ActionKind.BrowserGoBack]: browser.BrowserGoBackAction,
  [ActionKind.BrowserListTabs]: browser.BrowserListTabsAction,
  [ActionKind.BrowserSwitchTab]: browser.BrowserSwitchTabAction,
  [ActionKind.BrowserCloseTab]: browser.BrowserCloseTabAction,
  [ActionKind.BrowserGetStorage]: browser.BrowserGetStorageAction,
  [ActionKind.BrowserSetStorage]: browser.BrowserSetStorageAction,
  [ActionKind.Task]: TaskAction,
  [ActionKind.Delegate]: DelegateAction,
  [ActionKind.SwitchLlm]: SwitchLLMAction,
  [ActionKind.ClassifyAndSwitchLlm]: ClassifyAndSwitchLLMAction,
  [ActionKind.AskOracle]: AskOracleAction,
  [ActionKind.StartChildConversation]: StartChildConversationAction,
} satisfies Record<ActionKind, new () => { kind: ActionKind }>;
/** An action whose shape is known beforehand. */
export type DeclaredAction = InstanceType<(typeof ACTION_DTOS)[ActionKind]>;
export type Action = DeclaredAction | ClientAction;
