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
} as const;
export type ToolName = (typeof ToolName)[keyof typeof ToolName];

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
  ClientTool: 'ClientToolObservation',
  McpTool: 'MCPToolObservation',
} as const;
export type ObservationKind = (typeof ObservationKind)[keyof typeof ObservationKind];

/** How dangerous a tool call is judged. */
export const SecurityRisk = { Unknown: 'UNKNOWN', Low: 'LOW', Medium: 'MEDIUM', High: 'HIGH' } as const;
export type SecurityRisk = (typeof SecurityRisk)[keyof typeof SecurityRisk];
