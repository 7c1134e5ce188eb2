import { posix } from 'node:path';
import { WorkspaceError, type ToolContext, type ToolExecutor, type Workspace } from '@openhands-nest/agent-ports';
import type { Content, FileEditorAction, FileEditorObservation } from '@openhands-nest/contracts/events';
import { Limits, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { textContent } from '../text/text-content.js';
import { EditHistory } from './edit-history.js';
import { EditRefused } from './edit-refused.js';
import { bytesWith, existing, openTextFile, readBytes, tooLarge, type EditorFile } from './editor-file.js';
import { imageTypeOf } from './image-type.js';
import { insertText } from './insert-text.js';
import { linesOf } from './line-ends.js';
import { numberedLinesWithinLimit } from './numbered-lines.js';
import { replaceText, type Edited } from './replace-text.js';
import { decodeText } from './text-codec.js';
import { viewDirectory } from './view-directory.js';
import { viewText } from './view-file.js';

/** Lines shown before and after a change. */
const SURROUNDING = 4;
/** Characters of old and new content together that an event carries for a diff; larger files go without. */
const LARGEST_DIFF = 1024 * 1024;

type Outcome = Pick<FileEditorObservation, 'content'> & Partial<FileEditorObservation>;

/** Views and edits text files. What goes wrong is an observation that tells how to do it right. */
export class FileEditorExecutor implements ToolExecutor<FileEditorAction, FileEditorObservation> {
  private readonly workspace: Workspace;
  private readonly history = new EditHistory();

  constructor({ workspace }: ToolContext) {
    this.workspace = workspace;
  }

  async execute(action: FileEditorAction, signal: AbortSignal): Promise<FileEditorObservation> {
    signal.throwIfAborted();
    try {
      const path = await this.absolute(action.path);
      return observation(action, path, await this.perform({ ...action, path }));
    } catch (error) {
      if (!(error instanceof EditRefused || error instanceof WorkspaceError)) throw error;
      return observation(action, action.path, { content: [textContent(error.message)], is_error: true });
    }
  }

  async close(): Promise<void> {
    // Holds nothing but memory.
  }

  private perform(action: FileEditorAction): Promise<Outcome> {
    switch (action.command) {
      case 'view':
        return this.view(action);
      case 'create':
        return this.create(action);
      case 'str_replace':
        return this.replace(action);
      case 'insert':
        return this.insert(action);
      case 'undo_edit':
        return this.undo(action);
    }
  }

  private async absolute(path: string): Promise<string> {
    if (posix.isAbsolute(path)) return posix.normalize(path).replace(/(?<=.)\/$/, '');
    const suggestion = posix.join(this.workspace.root, path);
    const hint = (await this.workspace.stat(suggestion))
      ? ` Did you mean ${suggestion}?`
      : ` Paths in the workspace begin with ${this.workspace.root}/.`;
    throw new EditRefused(`${path} is not an absolute path.${hint}`);
  }

  private async view({ path, view_range }: FileEditorAction): Promise<Outcome> {
    const found = await existing(this.workspace, path);
    if (found.type === 'directory') {
      if (view_range) throw new EditRefused(`${path} is a directory: leave view_range out.`);
      return { content: [textContent(await viewDirectory(this.workspace, path))] };
    }
    const type = imageTypeOf(path);
    if (type) return { content: imageContent(path, type, await readBytes(this.workspace, path, found)) };
    const { text } = await openTextFile(this.workspace, path);
    return { content: [textContent(viewText(path, text, view_range))] };
  }

  private async create({ path, file_text }: FileEditorAction): Promise<Outcome> {
    const text = given(file_text, 'file_text', 'create');
    const found = await this.workspace.stat(path);
    if (found?.type === 'directory') throw new EditRefused(`${path} is a directory. Give the path of a new file.`);
    if (found)
      throw new EditRefused(
        `${path} exists already and create does not overwrite. Change it with str_replace or insert.`,
      );
    const bytes = Buffer.from(text);
    if (bytes.length > Limits.EDITOR_FILE_BYTES) throw tooLarge(path, bytes.length);
    await this.workspace.writeFile(path, bytes, { mustBeNew: true });
    return {
      content: [textContent(`${path} was created with ${counted(linesOf(text).length)}.`)],
      prev_exist: false,
      ...diff(null, text),
    };
  }

  private async replace({ path, old_str, new_str }: FileEditorAction): Promise<Outcome> {
    const oldText = given(old_str, 'old_str', 'str_replace');
    const newText = given(new_str, 'new_str', 'str_replace');
    const file = await openTextFile(this.workspace, path);
    return this.save(file, replaceText(file.text, oldText, newText));
  }

  private async insert({ path, insert_line, new_str }: FileEditorAction): Promise<Outcome> {
    const line = given(insert_line, 'insert_line', 'insert');
    const newText = given(new_str, 'new_str', 'insert');
    const file = await openTextFile(this.workspace, path);
    return this.save(file, insertText(file.text, line, newText));
  }

  private async save(file: EditorFile, edited: Edited): Promise<Outcome> {
    const bytes = bytesWith(file, edited.text);
    await this.workspace.writeFile(file.path, bytes);
    this.history.add({ path: file.path, before: file.bytes, after: bytes });
    const first = Math.max(1, edited.firstLine - SURROUNDING);
    const lines = linesOf(edited.text).slice(first - 1, edited.lastLine + SURROUNDING);
    const text = `${file.path} was changed. The lines around the change are now:\n${numberedLinesWithinLimit(lines, first)}`;
    return { content: [textContent(text)], ...diff(file.text, edited.text) };
  }

  private async undo({ path }: FileEditorAction): Promise<Outcome> {
    const current = await openTextFile(this.workspace, path);
    const version = this.history.last(path);
    if (!version) throw new EditRefused(`There is no edit of ${path} to undo.`);
    await this.workspace.writeFile(path, version.before);
    this.history.remove(version);
    const lost = version.after.equals(current.bytes) ? '' : ' Changes made to it since by other means are undone, too.';
    const text = decodeText(version.before)?.text ?? '';
    return {
      content: [textContent(`The last edit of ${path} was undone.${lost}\n${viewText(path, text, null)}`)],
      ...diff(current.text, text),
    };
  }
}

function given<T>(value: T | null | undefined, parameter: string, command: string): T {
  if (value === null || value === undefined) throw new EditRefused(`${command} needs the parameter ${parameter}.`);
  return value;
}

function imageContent(path: string, type: string, bytes: Buffer): Content[] {
  const image = {
    cache_prompt: false,
    type: 'image' as const,
    image_urls: [`data:${type};base64,${bytes.toString('base64')}`],
  };
  return [textContent(`${path} is an image (${type}, ${bytes.length} bytes), shown here.`), image];
}

function diff(before: string | null, after: string): Pick<FileEditorObservation, 'old_content' | 'new_content'> {
  const isSmall = (before?.length ?? 0) + after.length <= LARGEST_DIFF;
  return isSmall ? { old_content: before, new_content: after } : { old_content: null, new_content: null };
}

function counted(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}

function observation({ command }: FileEditorAction, path: string, outcome: Outcome): FileEditorObservation {
  return {
    kind: ObservationKind.FileEditor,
    is_error: false,
    command,
    path,
    prev_exist: true,
    old_content: null,
    new_content: null,
    ...outcome,
  };
}
