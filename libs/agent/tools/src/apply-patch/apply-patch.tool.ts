import { posix } from 'node:path';
import type { Tool, Workspace } from '@openhands-nest/agent-ports';
import type { ApplyPatchAction, ApplyPatchObservation, FileChange } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { EditRefused } from '../file-editor/edit-refused.js';
import { bytesWith, openTextFile, type EditorFile } from '../file-editor/editor-file.js';
import { functionTool } from '../file-tools/function-tool.js';
import { applyHunks } from './apply-hunks.js';
import { parsePatch, type FilePatch } from './parse-patch.js';

const DESCRIPTION = `Adds, changes, moves and deletes text files of the working directory by one patch, all of it or nothing:

*** Begin Patch
*** Add File: new.txt
+each line of the new file
*** Update File: src/a.py
*** Move to: src/b.py
@@ def head_of_a_function():
 a line that stays
-a line that goes
+a line that comes
*** Delete File: old.txt
*** End Patch

The line Move to is optional. @@ begins each changed place, with a line above it where the lines alone are not unique. Give about three lines that stay before and after. Paths are relative.`;

/** Applies a patch to several files. */
export function applyPatchTool(): Tool<ApplyPatchAction, ApplyPatchObservation> {
  return functionTool({
    name: ToolName.ApplyPatch,
    kinds: { tool: 'ApplyPatchTool', action: ActionKind.ApplyPatch, observation: ObservationKind.ApplyPatch },
    description: DESCRIPTION,
    readOnly: false,
    resourceOf: () => ToolName.ApplyPatch,
    failed: () => ({ message: '', fuzz: 0, commit: null }),
    run: async ({ patch }, { workspace }) => {
      const planned: Planned[] = [];
      // All of it is worked out before the first file is touched.
      for (const section of parsePatch(patch)) planned.push(await plan(workspace, section));
      for (const { perform } of planned) await perform();
      const changes = Object.fromEntries(planned.map(({ path, change }) => [path, change]));
      const message = planned.map(({ path, change }) => said(path, change)).join('\n');
      return { text: message, message, fuzz: planned.reduce((sum, { fuzz }) => sum + fuzz, 0), commit: { changes } };
    },
  });
}

interface Planned {
  readonly path: string;
  readonly change: FileChange;
  readonly fuzz: number;
  readonly perform: () => Promise<void>;
}

async function plan(workspace: Workspace, section: FilePatch): Promise<Planned> {
  const { path } = section;
  const file = inside(workspace, path);
  if (section.type === 'add') {
    if (await workspace.stat(file)) throw new EditRefused(`${path} exists already. Update it, or choose another path.`);
    const change: FileChange = { type: 'add', old_content: null, new_content: section.content, move_path: null };
    return { path, change, fuzz: 0, perform: () => workspace.writeFile(file, Buffer.from(section.content)) };
  }
  const before = await openTextFile(workspace, file);
  if (section.type === 'delete') {
    const change: FileChange = { type: 'delete', old_content: before.text, new_content: null, move_path: null };
    return { path, change, fuzz: 0, perform: () => remove(workspace, file) };
  }
  const { text, fuzz } = applyHunks(path, before.text, section.hunks);
  const target = section.moveTo === undefined ? undefined : inside(workspace, section.moveTo);
  const change: FileChange = {
    type: 'update',
    old_content: before.text,
    new_content: text,
    move_path: section.moveTo ?? null,
  };
  return { path, change, fuzz, perform: () => rewrite(workspace, before, text, target) };
}

async function rewrite(
  workspace: Workspace,
  before: EditorFile,
  text: string,
  target: string | undefined,
): Promise<void> {
  await workspace.writeFile(target ?? before.path, bytesWith(before, text));
  if (target !== undefined && target !== before.path) await remove(workspace, before.path);
}

async function remove(workspace: Workspace, file: string): Promise<void> {
  const { exitCode, stderr } = await workspace.execute({ command: ['rm', '--', file] });
  if (exitCode !== 0) throw new EditRefused(`${file} could not be deleted: ${stderr.toString().trim()}`);
}

/** Patches stay in the working directory. */
function inside({ root }: Workspace, path: string): string {
  const file = posix.resolve(root, path);
  if (file.startsWith(`${root}/`)) return file;
  throw new EditRefused(`${path} is not in the working directory. Give a path relative to ${root}.`);
}

function said(path: string, { type, move_path: target }: FileChange): string {
  const verbs = { add: 'Added', delete: 'Deleted', update: 'Updated' };
  return `${verbs[type]} ${path}${target ? `, now ${target}` : ''}`;
}
