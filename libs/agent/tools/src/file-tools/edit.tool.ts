import type { Tool, ToolContext, Workspace } from '@openhands-nest/agent-ports';
import type { EditAction, EditObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { EditRefused } from '../file-editor/edit-refused.js';
import { bytesWith, openTextFile } from '../file-editor/editor-file.js';
import { findOccurrences } from '../file-editor/find-occurrences.js';
import { lineEndOf, withLineEnd } from '../file-editor/line-ends.js';
import { functionTool, type Answer } from './function-tool.js';
import { fileResource, workspacePath } from './workspace-path.js';

const DESCRIPTION = `Replaces text in a file. old_string must match exactly, and occur as often as expected_replacements says (once when left out); all occurrences are replaced. With an empty old_string it makes a new file of new_string. Read the file first.`;

/** Replaces text in a file. */
export function editTool(): Tool<EditAction, EditObservation> {
  return functionTool({
    name: ToolName.Edit,
    kinds: { tool: 'EditTool', action: ActionKind.Edit, observation: ObservationKind.Edit },
    description: DESCRIPTION,
    readOnly: false,
    resourceOf: ({ file_path }) => fileResource(file_path),
    failed: ({ file_path }) => ({
      file_path,
      is_new_file: false,
      old_content: null,
      new_content: null,
      replacements_made: 0,
    }),
    run: (action, { workspace }: ToolContext) => {
      const path = workspacePath(workspace, action.file_path);
      return action.old_string === '' ? create(workspace, path, action) : replace(workspace, path, action);
    },
  });
}

async function create(
  workspace: Workspace,
  path: string,
  { new_string }: EditAction,
): Promise<Answer<EditObservation>> {
  if (await workspace.stat(path))
    throw new EditRefused(`${path} exists already. Give old_string to change it, or replace it with write_file.`);
  await workspace.writeFile(path, Buffer.from(new_string), { mustBeNew: true });
  return {
    text: `${path} was created.`,
    file_path: path,
    is_new_file: true,
    old_content: null,
    new_content: new_string,
    replacements_made: 1,
  };
}

async function replace(workspace: Workspace, path: string, action: EditAction): Promise<Answer<EditObservation>> {
  const { old_string, new_string, expected_replacements: expected = 1 } = action;
  if (old_string === new_string) throw new EditRefused('old_string and new_string are the same: nothing would change.');
  const file = await openTextFile(workspace, path);
  const spans = findOccurrences(file.text, old_string);
  if (spans.length === 0)
    throw new EditRefused(`old_string does not occur in ${path}. Read the file and copy the text exactly.`);
  if (spans.length !== expected)
    throw new EditRefused(
      `old_string occurs ${spans.length} times in ${path}, not ${expected}. Add neighbouring lines, or expect ${spans.length}.`,
    );
  const inserted = withLineEnd(new_string, lineEndOf(file.text));
  let after = '';
  let end = 0;
  for (const span of spans) {
    after += file.text.slice(end, span.start) + inserted;
    end = span.end;
  }
  after += file.text.slice(end);
  await workspace.writeFile(path, bytesWith(file, after));
  return {
    text: `${path} was changed in ${spans.length} ${spans.length === 1 ? 'place' : 'places'}.`,
    file_path: path,
    is_new_file: false,
    old_content: file.text,
    new_content: after,
    replacements_made: spans.length,
  };
}
