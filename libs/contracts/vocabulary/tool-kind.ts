/** Names under which tools are registered and offered to a model. */
export const ToolName = {
  Terminal: 'terminal',
  FileEditor: 'file_editor',
  TaskTracker: 'task_tracker',
  Think: 'think',
  Finish: 'finish',
  Glob: 'glob',
  Grep: 'grep',
  InvokeSkill: 'invoke_skill',
  ReadFile: 'read_file',
  WriteFile: 'write_file',
  Edit: 'edit',
  ListDirectory: 'list_directory',
  ApplyPatch: 'apply_patch',
  PlanningFileEditor: 'planning_file_editor',
  BrowserToolSet: 'browser_tool_set',
  Task: 'task',
  Delegate: 'delegate',
  SwitchLlm: 'switch_llm',
  RouteTask: 'route_task_to_model',
  AskOracle: 'ask_oracle',
  StartChildConversation: 'start_child_conversation',
} as const;
export type ToolName = (typeof ToolName)[keyof typeof ToolName];

/** What an agent gets when nobody has chosen its tools. */
export const USUAL_TOOLS: readonly ToolName[] = [
  ToolName.Terminal,
  ToolName.FileEditor,
  ToolName.TaskTracker,
  ToolName.Think,
  ToolName.Finish,
  ToolName.Glob,
  ToolName.Grep,
];

/** Names by which an agent is given tools that are offered under other names. */
export const ToolSetName = { Task: 'task_tool_set' } as const;
export type ToolSetName = (typeof ToolSetName)[keyof typeof ToolSetName];

/** Discriminators of what a tool was asked to do. */
export const ActionKind = {
  Terminal: 'TerminalAction',
  FileEditor: 'FileEditorAction',
  TaskTracker: 'TaskTrackerAction',
  Think: 'ThinkAction',
  Finish: 'FinishAction',
  Glob: 'GlobAction',
  Grep: 'GrepAction',
  InvokeSkill: 'InvokeSkillAction',
  McpTool: 'MCPToolAction',
  ReadFile: 'ReadFileAction',
  WriteFile: 'WriteFileAction',
  Edit: 'EditAction',
  ListDirectory: 'ListDirectoryAction',
  ApplyPatch: 'ApplyPatchAction',
  PlanningFileEditor: 'PlanningFileEditorAction',
  BrowserNavigate: 'BrowserNavigateAction',
  BrowserClick: 'BrowserClickAction',
  BrowserType: 'BrowserTypeAction',
  BrowserGetState: 'BrowserGetStateAction',
  BrowserGetContent: 'BrowserGetContentAction',
  BrowserScroll: 'BrowserScrollAction',
  BrowserGoBack: 'BrowserGoBackAction',
  BrowserListTabs: 'BrowserListTabsAction',
  BrowserSwitchTab: 'BrowserSwitchTabAction',
  BrowserCloseTab: 'BrowserCloseTabAction',
  BrowserGetStorage: 'BrowserGetStorageAction',
  BrowserSetStorage: 'BrowserSetStorageAction',
  Task: 'TaskAction',
  Delegate: 'DelegateAction',
  SwitchLlm: 'SwitchLLMAction',
  ClassifyAndSwitchLlm: 'ClassifyAndSwitchLLMAction',
  AskOracle: 'AskOracleAction',
  StartChildConversation: 'StartChildConversationAction',
} as const;
export type ActionKind = (typeof ActionKind)[keyof typeof ActionKind];

/** Discriminators of what came back from a tool. */
export const ObservationKind = {
  Terminal: 'TerminalObservation',
  FileEditor: 'FileEditorObservation',
  TaskTracker: 'TaskTrackerObservation',
  Think: 'ThinkObservation',
  Finish: 'FinishObservation',
  Glob: 'GlobObservation',
  Grep: 'GrepObservation',
  InvokeSkill: 'InvokeSkillObservation',
  Task: 'TaskObservation',
  Delegate: 'DelegateObservation',
  ClientTool: 'ClientToolObservation',
  McpTool: 'MCPToolObservation',
  ReadFile: 'ReadFileObservation',
  WriteFile: 'WriteFileObservation',
  Edit: 'EditObservation',
  ListDirectory: 'ListDirectoryObservation',
  ApplyPatch: 'ApplyPatchObservation',
  PlanningFileEditor: 'PlanningFileEditorObservation',
  Browser: 'BrowserObservation',
  SwitchLlm: 'SwitchLLMObservation',
  ClassifyAndSwitchLlm: 'ClassifyAndSwitchLLMObservation',
  AskOracle: 'AskOracleObservation',
  StartChildConversation: 'StartChildConversationObservation',
} as const;
export type ObservationKind = (typeof ObservationKind)[keyof typeof ObservationKind];

/** How dangerous a tool call is judged. */
export const SecurityRisk = { Unknown: 'UNKNOWN', Low: 'LOW', Medium: 'MEDIUM', High: 'HIGH' } as const;
export type SecurityRisk = (typeof SecurityRisk)[keyof typeof SecurityRisk];
