import type { Tool } from '@openhands-nest/agent-ports';
import { applyPatchTool } from './apply-patch/apply-patch.tool.js';
import { fileEditorTool } from './file-editor/file-editor.tool.js';
import { editTool } from './file-tools/edit.tool.js';
import { listDirectoryTool } from './file-tools/list-directory.tool.js';
import { readFileTool } from './file-tools/read-file.tool.js';
import { writeFileTool } from './file-tools/write-file.tool.js';
import { finishTool } from './finish/finish.tool.js';
import { globTool } from './glob/glob.tool.js';
import { grepTool } from './grep/grep.tool.js';
import type { SearchToolOptions } from './search/search-options.js';
import { planningFileEditorTool } from './planning-file-editor/planning-file-editor.tool.js';
import { taskTrackerTool } from './task-tracker/task-tracker.tool.js';
import { terminalTool, type TerminalToolOptions } from './terminal/terminal.tool.js';
import { thinkTool } from './think/think.tool.js';

/** All tools by the name under which they are offered to a model. */
export type ToolRegistry = ReadonlyMap<string, Tool>;

export interface ToolsOptions {
  readonly terminal?: TerminalToolOptions;
  readonly search?: SearchToolOptions;
}

export function createTools({ terminal, search }: ToolsOptions = {}): ToolRegistry {
  const tools = [
    terminalTool(terminal),
    fileEditorTool(),
    taskTrackerTool(),
    thinkTool(),
    finishTool(),
    globTool(search),
    grepTool(search),
    readFileTool(),
    writeFileTool(),
    editTool(),
    listDirectoryTool(),
    applyPatchTool(),
    planningFileEditorTool(),
  ];
  // Whoever executes a tool has its actions from the same tool's parse.
  return new Map(tools.map((tool) => [tool.name, tool as Tool]));
}
