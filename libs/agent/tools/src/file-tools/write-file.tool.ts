import type { Tool, Workspace } from '@openhands-nest/agent-ports';
import type { WriteFileAction, WriteFileObservation } from '@openhands-nest/contracts/events';
import { ActionKind, Limits, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { EditRefused } from '../file-editor/edit-refused.js';
import { tooLarge } from '../file-editor/editor-file.js';
import { decodeText } from '../file-editor/text-codec.js';
import { functionTool } from './function-tool.js';
import { fileResource, workspacePath } from './workspace-path.js';

/** Writes a whole file. */
export function writeFileTool(): Tool<WriteFileAction, WriteFileObservation> {
  return functionTool({
    name: ToolName.WriteFile,
    kinds: { tool: 'WriteFileTool', action: ActionKind.WriteFile, observation: ObservationKind.WriteFile },
    description:
      'Writes a whole text file: a new one, or in the place of the one that is there. For small changes use edit.',
    readOnly: false,
    resourceOf: ({ file_path }) => fileResource(file_path),
    failed: ({ file_path }) => ({ file_path, is_new_file: false, old_content: null, new_content: null }),
    run: async ({ file_path, content }, { workspace }) => {
      const path = workspacePath(workspace, file_path);
      const before = await contentBefore(workspace, path);
      const bytes = Buffer.from(content);
      if (bytes.length > Limits.EDITOR_FILE_BYTES) throw tooLarge(path, bytes.length);
      await workspace.writeFile(path, bytes);
      return {
        text: `${path} was ${before.isNew ? 'created' : 'written'} with ${bytes.length} bytes.`,
        file_path: path,
        is_new_file: before.isNew,
        old_content: before.text,
        new_content: content,
      };
    },
  });
}

/** A file that is no text, or too large for an event, is replaced without being shown. */
async function contentBefore(workspace: Workspace, path: string): Promise<{ isNew: boolean; text: string | null }> {
  const found = await workspace.stat(path);
  if (!found) return { isNew: true, text: null };
  if (found.type === 'directory') throw new EditRefused(`${path} is a directory. Give the path of a file.`);
  if (found.size > Limits.EDITOR_FILE_BYTES) return { isNew: false, text: null };
  return { isNew: false, text: decodeText(await workspace.readFile(path))?.text ?? null };
}
