import type { Tool } from '@openhands-nest/agent-ports';
import type { ReadFileAction, ReadFileObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { EditRefused } from '../file-editor/edit-refused.js';
import { openTextFile } from '../file-editor/editor-file.js';
import { linesOf } from '../file-editor/line-ends.js';
import { headOf } from '../text/head-and-tail.js';
import { functionTool } from './function-tool.js';
import { workspacePath } from './workspace-path.js';

const MAX_LINES = 1000;
/** Characters of one line, and of all lines that are shown. */
const MAX_LINE = 2_000;
const MAX_TEXT = 60_000;

/** Reads a text file, or a part of it. */
export function readFileTool(): Tool<ReadFileAction, ReadFileObservation> {
  return functionTool({
    name: ToolName.ReadFile,
    kinds: { tool: 'ReadFileTool', action: ActionKind.ReadFile, observation: ObservationKind.ReadFile },
    description: `Reads a text file with line numbers: at most ${MAX_LINES} lines at a time, from line offset + 1 on.`,
    readOnly: true,
    resourceOf: () => undefined,
    failed: ({ file_path }) => ({
      file_path,
      file_content: '',
      is_truncated: false,
      lines_shown: null,
      total_lines: null,
    }),
    run: async ({ file_path, offset, limit }, { workspace }) => {
      const path = workspacePath(workspace, file_path);
      const lines = linesOf((await openTextFile(workspace, path)).text);
      const start = offset ?? 0;
      if (start > 0 && start >= lines.length)
        throw new EditRefused(`${path} has ${lines.length} lines only. Choose a smaller offset.`);
      const shown = fitting(lines.slice(start, start + Math.min(limit ?? MAX_LINES, MAX_LINES)), start);
      const end = start + shown.length;
      const isTruncated = end < lines.length;
      const content = shown.join('\n');
      return {
        text: `${path}${isTruncated || start > 0 ? `, lines ${start + 1} to ${end} of ${lines.length}. ${rest(end, lines.length)}` : ''}\n\n${content}`,
        file_path: path,
        file_content: content,
        is_truncated: isTruncated,
        lines_shown: isTruncated ? [start + 1, end] : null,
        total_lines: lines.length,
      };
    },
  });
}

function fitting(lines: readonly string[], start: number): string[] {
  const shown: string[] = [];
  let room = MAX_TEXT;
  for (const [index, line] of lines.entries()) {
    const numbered = `${String(start + index + 1).padStart(6)}  ${headOf(line, MAX_LINE)}`;
    room -= numbered.length + 1;
    if (room < 0 && shown.length > 0) break;
    shown.push(numbered);
  }
  return shown;
}

function rest(end: number, total: number): string {
  return end < total ? `Read on with offset ${end}.` : 'That is its end.';
}
