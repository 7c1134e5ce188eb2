import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { savingPage } from './saving-page.js';
import type { Cast, Story } from './story.js';

const FIRST = 'first\n';
const SECOND = 'second\n';

/** Commands and files of the server's own machine. */
export const WORKSPACE_STORIES: readonly Story[] = [
  {
    title: 'a workspace runs commands and carries files both ways',
    async tell(cast) {
      const { workspace, directory } = await aWorkspace(cast);
      const run = await workspace.executeCommand('pwd; echo lost >&2; exit 4', directory, 10);
      expect(run).toMatchObject({ exit_code: 4, stdout: `${directory}\n`, stderr: 'lost\n' });

      const path = (name: string): string => join(directory, name);
      expect(await workspace.uploadText(FIRST, path('text.txt'))).toMatchObject({ success: true });
      expect(await workspace.fileUpload(new Blob([SECOND]), path('blob.txt'))).toMatchObject({ success: true });
      expect(await workspace.uploadFileObject(new File([FIRST], 'object.txt'), path('object.txt'))).toMatchObject({
        success: true,
      });
      expect(
        await Promise.all(['text', 'blob', 'object'].map((name) => readFile(path(`${name}.txt`), 'utf8'))),
      ).toEqual([FIRST, SECOND, FIRST]);
      expect(await workspace.fileDownload(path('text.txt'))).toMatchObject({ success: true, file_size: FIRST.length });
      expect(await workspace.downloadAsText(path('blob.txt'))).toBe(SECOND);
      expect(await (await workspace.downloadAsBlob(path('text.txt'))).text()).toBe(FIRST);
      const page = savingPage();
      await workspace.downloadAndSave(path('blob.txt')).finally(() => page.leave());
      expect(page.saved).toEqual(['blob.txt']);
      workspace.close();
    },
  },
  {
    title: 'a workspace shows what has changed since the last commit',
    async tell(cast) {
      const { workspace, directory } = await aWorkspace(cast);
      await writeFile(join(directory, 'kept.txt'), FIRST);
      const commit = 'git init -q -b main && git add . && git -c user.name=A -c user.email=a@b.c commit -qm first';
      expect(await workspace.executeCommand(commit, directory)).toMatchObject({ exit_code: 0 });
      await writeFile(join(directory, 'kept.txt'), SECOND);
      await writeFile(join(directory, 'new.txt'), FIRST);

      const changes = await workspace.gitChanges(directory);
      expect(changes).toEqual(
        expect.arrayContaining([
          { path: 'kept.txt', status: 'UPDATED' },
          { path: 'new.txt', status: 'ADDED' },
        ]),
      );
      expect(await workspace.gitDiff(join(directory, 'kept.txt'))).toMatchObject({
        original: FIRST,
        modified: SECOND,
      });
    },
  },
  {
    title: 'a page may see the files of a conversation while it has a session',
    async tell(cast) {
      const { workspace } = await aWorkspace(cast);
      expect(await workspace.startWorkspaceSession('some-id')).toBe(
        `${cast.options.host}/api/conversations/some-id/workspace/`,
      );
      await workspace.deleteWorkspaceSession();
    },
  },
  {
    title: 'commands are started, followed over a socket, looked up and forgotten',
    async tell({ sdk, options, record, newDirectory }) {
      const directory = await newDirectory();
      const bash = record.watch(new sdk.BashClient(options));
      let socket: any;
      const heard: any[] = [];
      const ended = new Promise<void>((resolve) => {
        const callback = (event: any): void => {
          heard.push(event);
          if (event.kind === 'BashOutput' && event.exit_code === 5) resolve();
        };
        socket = record.watch(new sdk.BashWebSocketClient({ ...options, callback, resendMode: 'all' }));
      });
      socket.start();
      const command = await bash.startCommand('echo started; exit 5', directory);
      await ended;
      socket.stop();
      expect(heard.filter(({ id }) => id === command.id)).toMatchObject([{ kind: 'BashCommand', cwd: directory }]);

      const output = await bash.executeCommand({ command: 'pwd', cwd: directory });
      expect(output).toMatchObject({ stdout: `${directory}\n`, exit_code: 0 });
      const page = await bash.searchEvents({ command_id__eq: command.id, kind__eq: 'BashOutput' });
      expect(page.items).toMatchObject([{ stdout: 'started\n', exit_code: 5 }]);
      expect(await bash.getEvent(command.id)).toMatchObject({ command: 'echo started; exit 5' });
      expect(await bash.getEvents([command.id, output.id])).toMatchObject([{ id: command.id }, { id: output.id }]);
      expect(await bash.batchGetEvents([output.id])).toMatchObject([{ id: output.id }]);
      expect((await bash.clearEvents()).cleared_count).toBeGreaterThanOrEqual(4);
      bash.close();
    },
  },
  {
    title: 'files of the server are found, read and written',
    async tell({ sdk, options, record, newDirectory }) {
      const directory = await newDirectory();
      await mkdir(join(directory, 'below', 'deep'), { recursive: true });
      const files = record.watch(new sdk.FileClient(options));
      expect((await files.getHome()).home).toMatch(/^\//);
      expect((await files.searchSubdirectories(directory)).items).toMatchObject([{ path: join(directory, 'below') }]);
      const path = join(directory, 'below', 'note.txt');
      expect(await files.uploadTextFile(FIRST, path)).toMatchObject({ success: true });
      expect(await files.downloadTextFile(path)).toBe(FIRST);
      expect(await files.uploadFile(new Blob([SECOND]), path)).toMatchObject({ success: true });
      expect(Buffer.from(await files.downloadFile(path)).toString()).toBe(SECOND);
      files.close();
    },
  },
];

async function aWorkspace({
  sdk,
  options,
  record,
  newDirectory,
}: Cast): Promise<{ workspace: any; directory: string }> {
  const directory = await newDirectory();
  return { directory, workspace: record.watch(new sdk.RemoteWorkspace({ ...options, workingDir: directory })) };
}
