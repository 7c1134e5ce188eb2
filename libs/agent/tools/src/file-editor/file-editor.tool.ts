import { posix } from 'node:path';
import type { Tool } from '@openhands-nest/agent-ports';
import type { FileEditorAction, FileEditorObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { FileEditorExecutor } from './file-editor-executor.js';

const DESCRIPTION = `Views, creates and edits text files, by absolute path.

- view: a file with line numbers (view_range for a part), a directory two levels deep, or an image.
- create: a new file from file_text. Existing files are never overwritten.
- str_replace: replaces old_str by new_str. old_str must match exactly, blanks and indentation included, and occur once: add neighbouring lines until it does. Line numbers of a view are not part of the text.
- insert: puts new_str after line insert_line; 0 is the top.
- undo_edit: takes back the last str_replace or insert of the file.

Encoding and line ends of a file are kept. Look at a file before you edit it. Files over 10 MB and binary files need the terminal.`;

/** The agent's editor for text files. */
export function fileEditorTool(): Tool<FileEditorAction, FileEditorObservation> {
  return {
    name: ToolName.FileEditor,
    kinds: { tool: 'FileEditorTool', action: ActionKind.FileEditor, observation: ObservationKind.FileEditor },
    description: DESCRIPTION,
    ...argumentsOf<FileEditorAction>(ActionKind.FileEditor),
    annotations: {
      title: 'file_editor',
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: false,
      openWorldHint: false,
    },
    resourceOf: ({ command, path }) =>
      command === 'view' ? undefined : `${ToolName.FileEditor}:${posix.normalize(path)}`,
    createExecutor: (context) => new FileEditorExecutor(context),
  };
}
