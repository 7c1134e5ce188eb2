import { ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { Field, flag, integer, listOf, literal, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { TaskItem } from './actions.js';
import { BrowserObservation } from './browser-tools.js';
import * as files from './file-tools.js';
import { FileEditorResult, ObservationBase } from './observation-bases.js';
import { StartChildConversationObservation } from './child-conversation.js';
import { DelegateObservation, TaskObservation } from './delegation.js';
import { AskOracleObservation, ClassifyAndSwitchLLMObservation, SwitchLLMObservation } from './model-tools.js';

@Model({ additionalProperties: false })
export class TerminalMetadata {
  /** -1: the command is still running. */
  @Field(integer({ default: -1 })) readonly exit_code!: number;
  @Field(integer({ default: -1 })) readonly pid!: number;
  @Field(nullable(text())) readonly username?: string | null;
  @Field(nullable(text())) readonly hostname?: string | null;
  @Field(nullable(text())) readonly working_dir?: string | null;
  @Field(nullable(text())) readonly py_interpreter_path?: string | null;
  @Field(text({ default: '' })) readonly prefix!: string;
  @Field(text({ default: '' })) readonly suffix!: string;
}

@Model({ additionalProperties: false })
export class TerminalObservation extends ObservationBase {
  @Field(literal(ObservationKind.Terminal, { default: ObservationKind.Terminal }))
  readonly kind!: typeof ObservationKind.Terminal;
  @Field(nullable(text())) readonly command?: string | null;
  /** -1: still running; null: the call was refused. */
  @Field(nullable(integer())) readonly exit_code?: number | null;
  @Field(flag({ default: false })) readonly timeout!: boolean;
  @Field(ref(TerminalMetadata)) readonly metadata!: TerminalMetadata;
  /** Directory that holds the full text of an output that was cut. */
  @Field(nullable(text())) readonly full_output_save_dir?: string | null;
}

@Model({ additionalProperties: false })
export class FileEditorObservation extends FileEditorResult {
  @Field(literal(ObservationKind.FileEditor, { default: ObservationKind.FileEditor }))
  readonly kind!: typeof ObservationKind.FileEditor;
}

@Model({ additionalProperties: false })
export class TaskTrackerObservation extends ObservationBase {
  @Field(literal(ObservationKind.TaskTracker, { default: ObservationKind.TaskTracker }))
  readonly kind!: typeof ObservationKind.TaskTracker;
  @Field(text({ enum: ['view', 'plan'] })) readonly command!: 'view' | 'plan';
  @Field(listOf(ref(TaskItem), { default: [] })) readonly task_list!: TaskItem[];
}

@Model({ additionalProperties: false })
export class ThinkObservation extends ObservationBase {
  @Field(literal(ObservationKind.Think, { default: ObservationKind.Think }))
  readonly kind!: typeof ObservationKind.Think;
}

@Model({ additionalProperties: false })
export class FinishObservation extends ObservationBase {
  @Field(literal(ObservationKind.Finish, { default: ObservationKind.Finish }))
  readonly kind!: typeof ObservationKind.Finish;
}

@Model({ additionalProperties: false })
export class GlobObservation extends ObservationBase {
  @Field(literal(ObservationKind.Glob, { default: ObservationKind.Glob })) readonly kind!: typeof ObservationKind.Glob;
  @Field(listOf(text())) readonly files!: string[];
  @Field(text()) readonly pattern!: string;
  @Field(text()) readonly search_path!: string;
  @Field(flag({ default: false })) readonly truncated!: boolean;
}

@Model({ additionalProperties: false })
export class GrepObservation extends ObservationBase {
  @Field(literal(ObservationKind.Grep, { default: ObservationKind.Grep })) readonly kind!: typeof ObservationKind.Grep;
  /** Absolute paths of files with a match, newest first. */
  @Field(listOf(text())) readonly matches!: string[];
  @Field(text()) readonly pattern!: string;
  @Field(text()) readonly search_path!: string;
  @Field(nullable(text())) readonly include_pattern?: string | null;
  @Field(flag({ default: false })) readonly truncated!: boolean;
}

@Model({ additionalProperties: false })
export class InvokeSkillObservation extends ObservationBase {
  @Field(literal(ObservationKind.InvokeSkill, { default: ObservationKind.InvokeSkill }))
  readonly kind!: typeof ObservationKind.InvokeSkill;
  @Field(text()) readonly skill_name!: string;
}

/** Says that a call has been handed to the client, which cannot answer it. */
@Model({ additionalProperties: false })
export class ClientToolObservation extends ObservationBase {
  @Field(literal(ObservationKind.ClientTool, { default: ObservationKind.ClientTool }))
  readonly kind!: typeof ObservationKind.ClientTool;
}

@Model({ additionalProperties: false })
export class MCPToolObservation extends ObservationBase {
  @Field(literal(ObservationKind.McpTool, { default: ObservationKind.McpTool }))
  readonly kind!: typeof ObservationKind.McpTool;
  /** Name under which the tool was offered. */
  @Field(text()) readonly tool_name!: string;
}

export const OBSERVATION_DTOS = {
  [ObservationKind.Terminal]: TerminalObservation,
  [ObservationKind.FileEditor]: FileEditorObservation,
  [ObservationKind.TaskTracker]: TaskTrackerObservation,
  [ObservationKind.Think]: ThinkObservation,
  [ObservationKind.Finish]: FinishObservation,
  [ObservationKind.Glob]: GlobObservation,
  [ObservationKind.Grep]: GrepObservation,
  [ObservationKind.InvokeSkill]: InvokeSkillObservation,
  [ObservationKind.Task]: TaskObservation,
  [ObservationKind.Delegate]: DelegateObservation,
  [ObservationKind.ClientTool]: ClientToolObservation,
  [ObservationKind.McpTool]: MCPToolObservation,
  [ObservationKind.ReadFile]: files.ReadFileObservation,
  [ObservationKind.WriteFile]: files.WriteFileObservation,
  [ObservationKind.Edit]: files.EditObservation,
  [ObservationKind.ListDirectory]: files.ListDirectoryObservation,
  [ObservationKind.ApplyPatch]: files.ApplyPatchObservation,
  [ObservationKind.PlanningFileEditor]: files.PlanningFileEditorObservation,
  [ObservationKind.Browser]: BrowserObservation,
  [ObservationKind.SwitchLlm]: SwitchLLMObservation,
  [ObservationKind.ClassifyAndSwitchLlm]: ClassifyAndSwitchLLMObservation,
  [ObservationKind.AskOracle]: AskOracleObservation,
  [ObservationKind.StartChildConversation]: StartChildConversationObservation,
} satisfies Record<ObservationKind, new () => ObservationBase & { kind: ObservationKind }>;
export type Observation = InstanceType<(typeof OBSERVATION_DTOS)[ObservationKind]>;
