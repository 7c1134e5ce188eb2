import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import type { Storage } from '@openhands-nest/agent-ports';
import { aConversationRecord } from '@openhands-nest/testing';
import { runs } from '@openhands-nest/testing/properties';
import { crashWriterFile, workerFile } from './__fixtures__/bundles.js';
import { temporaryFolders } from './__fixtures__/temporary-folder.js';
import { openSqliteStorage } from './open-sqlite-storage.js';

const KILLS = runs(8);
const CONVERSATIONS = 4;

describe('a process that is killed while it writes', () => {
  const newFolder = temporaryFolders();

  it(`loses no acknowledged event and leaves no gap, ${KILLS} times`, async () => {
    const file = join(newFolder(), 'database.sqlite');
    const open = () => openSqliteStorage({ file, secretKey: 'crash test', workerFile: workerFile() });
    const conversationIds = await prepared(await open());
    const acknowledged = new Map<string, number>();

    for (let kill = 0; kill < KILLS; kill += 1) {
      // A point that nobody chose: it falls between, before and into commits.
      await writeAndDie(file, conversationIds, 1 + Math.floor(Math.random() * 400), acknowledged);

      const storage = await open();
      for (const id of conversationIds) await expectWholeLog(storage, id, acknowledged.get(id) ?? 0);
      await storage.close();
    }
  }, 60_000);
});

async function prepared(storage: Storage): Promise<string[]> {
  const records = Array.from({ length: CONVERSATIONS }, () => aConversationRecord());
  for (const record of records) {
    await storage.conversations.create(record);
    await storage.leases.claim({ conversationId: record.id, owner: 'writer', ttlMs: 60_000, now: 0 });
  }
  await storage.close();
  return records.map(({ id }) => id);
}

/** Kills a writer after so many acknowledgements, and notes the newest one of each conversation. */
async function writeAndDie(file: string, ids: string[], killAfter: number, acknowledged: Map<string, number>) {
  const child: ChildProcess = spawn(process.execPath, [crashWriterFile(), file, workerFile(), ...ids], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const exited = once(child, 'exit');
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout! })) {
    const [id, seq] = line.split(' ');
    // The kill may cut off the last line: a shortened number says less than the one before it.
    if (id && seq) acknowledged.set(id, Math.max(Number(seq), acknowledged.get(id) ?? 0));
    lines += 1;
    if (lines === killAfter) child.kill('SIGKILL');
  }
  const [, signal] = (await exited) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

async function expectWholeLog(storage: Storage, conversationId: string, acknowledged: number): Promise<void> {
  const log = await storage.events.read(conversationId, 0, Number.MAX_SAFE_INTEGER);
  const record = await storage.conversations.find(conversationId);

  expect(log.length).toBeGreaterThanOrEqual(acknowledged);
  expect(log.every(({ seq }, index) => seq === index + 1)).toBe(true);
  expect(record?.lastSeq).toBe(log.length);
}
