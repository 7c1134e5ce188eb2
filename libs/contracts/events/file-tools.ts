import { ActionKind, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import {
  Field,
  flag,
  integer,
  listOf,
  literal,
  mapOf,
  Model,
  nullable,
  ref,
  text,
} from '@openhands-nest/contracts/schema';
import { FileEditorArguments } from './editor-arguments.js';
import { FileEditorResult, ObservationBase } from './observation-bases.js';

const FILE_PATH = { description: 'Path of the file: absolute, or relative to the working directory.' };

@Model({ additionalProperties: false })
export class PlanningFileEditorAction extends FileEditorArguments {
  @Field(literal(ActionKind.PlanningFileEditor, { default: ActionKind.PlanningFileEditor }))
  readonly kind!: typeof ActionKind.PlanningFileEditor;
}

@Model({ additionalProperties: false })
export class PlanningFileEditorObservation extends FileEditorResult {
  @Field(literal(ObservationKind.PlanningFileEditor, { default: ObservationKind.PlanningFileEditor }))
  readonly kind!: typeof ObservationKind.PlanningFileEditor;
}

@Model({ additionalProperties: false })
export class ReadFileAction {
  @Field(literal(ActionKind.ReadFile, { default: ActionKind.ReadFile })) readonly kind!: typeof ActionKind.ReadFile;
  @Field(text(FILE_PATH)) readonly file_path!: string;
  @Field(nullable(integer({ minimum: 0 }), { description: 'Lines to leave out at the beginning.' })) readonly offset?:
    number | null;
  @Field(nullable(integer({ minimum: 1 }), { description: 'Most lines to read.' })) readonly limit?: number | null;
}

@Model({ additionalProperties: false })
export class ReadFileObservation extends ObservationBase {
  @Field(literal(ObservationKind.ReadFile, { default: ObservationKind.ReadFile }))
  readonly kind!: typeof ObservationKind.ReadFile;
  @Field(text()) readonly file_path!: string;
  @Field(text({ default: '' })) readonly file_content!: string;
  @Field(flag({ default: false })) readonly is_truncated!: boolean;
  /** First and last line that are shown, counted from 1, when there are more. */
  @Field(nullable(listOf(integer()))) readonly lines_shown?: number[] | null;
  @Field(nullable(integer())) readonly total_lines?: number | null;
}

@Model({ additionalProperties: false })
export class WriteFileAction {
  @Field(literal(ActionKind.WriteFile, { default: ActionKind.WriteFile })) readonly kind!: typeof ActionKind.WriteFile;
  @Field(text(FILE_PATH)) readonly file_path!: string;
  @Field(text({ description: 'The whole new content.' })) readonly content!: string;
}

/** What a file was and is now. */
@Model({ additionalProperties: false })
export class FileChangeObservation extends ObservationBase {
  @Field(nullable(text())) readonly file_path?: string | null;
  @Field(flag({ default: false })) readonly is_new_file!: boolean;
  @Field(nullable(text())) readonly old_content?: string | null;
  @Field(nullable(text())) readonly new_content?: string | null;
}

@Model({ additionalProperties: false })
export class WriteFileObservation extends FileChangeObservation {
  @Field(literal(ObservationKind.WriteFile, { default: ObservationKind.WriteFile }))
  readonly kind!: typeof ObservationKind.WriteFile;
}

@Model({ additionalProperties: false })
export class EditAction {
  @Field(literal(ActionKind.Edit, { default: ActionKind.Edit })) readonly kind!: typeof ActionKind.Edit;
  @Field(text(FILE_PATH)) readonly file_path!: string;
  @Field(text({ description: 'The text to replace, exactly as it stands in the file. Empty: make a new file.' }))
  readonly old_string!: string;
  @Field(text({ description: 'The replacement, or the content of the new file.' })) readonly new_string!: string;
  @Field(integer({ default: 1, minimum: 0, description: 'How often old_string occurs; all of them are replaced.' }))
  readonly expected_replacements?: number;
}

@Model({ additionalProperties: false })
export class EditObservation extends FileChangeObservation {
  @Field(literal(ObservationKind.Edit, { default: ObservationKind.Edit })) readonly kind!: typeof ObservationKind.Edit;
  @Field(integer({ default: 0 })) readonly replacements_made!: number;
}

@Model({ additionalProperties: false })
export class ListDirectoryAction {
  @Field(literal(ActionKind.ListDirectory, { default: ActionKind.ListDirectory }))
  readonly kind!: typeof ActionKind.ListDirectory;
  @Field(text({ default: '.', description: 'Directory: absolute, or relative to the working directory.' }))
  readonly dir_path?: string;
  @Field(flag({ default: false, description: 'Show what is in its folders, too.' })) readonly recursive?: boolean;
}

@Model({ additionalProperties: false })
export class FileEntry {
  @Field(text()) readonly name!: string;
  @Field(text()) readonly path!: string;
  @Field(flag()) readonly is_directory!: boolean;
  /** Bytes; 0 for a directory. */
  @Field(integer()) readonly size!: number;
  @Field(text({ format: 'date-time' })) readonly modified_time!: string;
}

@Model({ additionalProperties: false })
export class ListDirectoryObservation extends ObservationBase {
  @Field(literal(ObservationKind.ListDirectory, { default: ObservationKind.ListDirectory }))
  readonly kind!: typeof ObservationKind.ListDirectory;
  @Field(nullable(text())) readonly dir_path?: string | null;
  @Field(listOf(ref(FileEntry)), { initial: () => [] }) readonly entries!: FileEntry[];
  @Field(integer({ default: 0 })) readonly total_count!: number;
  @Field(flag({ default: false })) readonly is_truncated!: boolean;
}

@Model({ additionalProperties: false })
export class ApplyPatchAction {
  @Field(literal(ActionKind.ApplyPatch, { default: ActionKind.ApplyPatch }))
  readonly kind!: typeof ActionKind.ApplyPatch;
  @Field(text({ description: 'From the line *** Begin Patch to the line *** End Patch.' })) readonly patch!: string;
}

export const FILE_CHANGES = ['add', 'delete', 'update'] as const;

@Model({ additionalProperties: false })
export class FileChange {
  @Field(text({ enum: FILE_CHANGES })) readonly type!: (typeof FILE_CHANGES)[number];
  @Field(nullable(text())) readonly old_content?: string | null;
  @Field(nullable(text())) readonly new_content?: string | null;
  @Field(nullable(text())) readonly move_path?: string | null;
}

@Model({ additionalProperties: false })
export class Commit {
  /** By path. */
  @Field(mapOf(ref(FileChange)), { initial: () => ({}) }) readonly changes!: Record<string, FileChange>;
}

@Model({ additionalProperties: false })
export class ApplyPatchObservation extends ObservationBase {
  @Field(literal(ObservationKind.ApplyPatch, { default: ObservationKind.ApplyPatch }))
  readonly kind!: typeof ObservationKind.ApplyPatch;
  @Field(text({ default: '' })) readonly message!: string;
  /** 0: every line matched exactly. */
  @Field(integer({ default: 0 })) readonly fuzz!: number;
  @Field(nullable(ref(Commit))) readonly commit?: Commit | null;
}
