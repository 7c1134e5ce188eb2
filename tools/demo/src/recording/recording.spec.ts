import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BROKEN_PROJECT, RECORDING } from '../files.js';
import { runTests } from '../project/run-tests.js';
import { loadRecording, RECORDED_DIRECTORY } from './load-recording.js';

interface RecordedAction {
  readonly source: string;
  readonly action: string;
  readonly args: Readonly<Record<string, string>>;
}

let directory: string;
beforeEach(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'demo-recording-')));
});
afterEach(() => rm(directory, { recursive: true }));

async function recordedActions(): Promise<RecordedAction[]> {
  return JSON.parse(await loadRecording(RECORDING, directory)) as RecordedAction[];
}

/** Does to the files what the recorded edits do. */
async function applyEdit({ args }: RecordedAction): Promise<void> {
  const path = args['path']!;
  if (args['command'] === 'create') return writeFile(path, args['file_text']!, { flag: 'wx' });
  const parts = (await readFile(path, 'utf8')).split(args['old_str']!);
  expect(parts).toHaveLength(2);
  await writeFile(path, parts.join(args['new_str']));
}

describe('the recording', () => {
  it('begins with the task, ends with a summary, and tests before and after the repair', async () => {
    const actions = await recordedActions();
    const names = actions.map(({ action }) => action);
    const tests = actions.flatMap(({ args }, index) => (args['command']?.startsWith('node --test') ? [index] : []));

    expect(actions[0]).toMatchObject({ source: 'user', action: 'message' });
    expect(names.at(-1)).toBe('finish');
    expect(tests).toHaveLength(2);
    expect(tests[0]).toBeLessThan(names.indexOf('edit'));
    expect(tests[1]).toBeGreaterThan(names.lastIndexOf('edit'));
  });

  it('is about files of the workspace that it is replayed in', async () => {
    const text = await loadRecording(RECORDING, directory);

    expect(text).not.toContain(RECORDED_DIRECTORY);
    const paths = (await recordedActions()).flatMap(({ args }) => args['path'] ?? []);
    expect(paths.length).toBeGreaterThan(2);
    expect(paths.every((path) => path.startsWith(`${directory}/`))).toBe(true);
  });

  it('puts up with any name of a directory', async () => {
    const odd = '/tmp/with "quotes" and $& \\';
    const actions = JSON.parse(await loadRecording(RECORDING, odd)) as RecordedAction[];
    expect(actions.find(({ action }) => action === 'read')?.args['path']).toBe(`${odd}/src/free-slots.js`);
  });

  it('repairs the project: its test fails before the recorded edits and passes after them', async () => {
    await cp(BROKEN_PROJECT, directory, { recursive: true });
    const before = await runTests(directory);
    const edits = (await recordedActions()).filter(({ action }) => action === 'edit');
    for (const edit of edits) await applyEdit(edit);
    const after = await runTests(directory);

    expect(before.exitCode).toBe(1);
    expect(before.output).toMatch(/✖ never lies within a meeting/);
    expect(after.exitCode).toBe(0);
    expect(after.output).toMatch(/pass 5\n/);
  });
});
