import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { aConversationRecord, aMessageEvent } from '@openhands-nest/testing';
import { workerFile } from './__fixtures__/bundles.js';
import { temporaryFolders } from './__fixtures__/temporary-folder.js';
import { openSqliteStorage } from './open-sqlite-storage.js';

describe('openSqliteStorage', () => {
  const newFolder = temporaryFolders();
  const open = (file: string, secretKey = 'key') => openSqliteStorage({ file, secretKey, workerFile: workerFile() });

  it('makes the file and its folder for this user only', async () => {
    const folder = join(newFolder(), 'data', 'deep');
    const file = join(folder, 'database.sqlite');

    const storage = await open(file);
    await storage.settings.write('user', {});

    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
    await storage.close();
  });

  it('finds everything again after closing', async () => {
    const file = join(newFolder(), 'database.sqlite');
    const record = aConversationRecord();
    const first = await open(file);
    await first.conversations.create(record);
    const { lease } = await first.leases.claim({ conversationId: record.id, owner: 'a', ttlMs: 1_000, now: 0 });
    await first.events.append({ conversationId: record.id, fence: lease.fence, events: [aMessageEvent('kept')] });
    await first.settings.writeSecret('TOKEN', 'secret');
    await first.close();

    const second = await open(file);

    expect(await second.conversations.find(record.id)).toMatchObject({ id: record.id, lastSeq: 1 });
    expect((await second.events.search({ conversationId: record.id, body: 'kept', limit: 5 })).items).toHaveLength(1);
    expect(await second.settings.readSecret('TOKEN')).toBe('secret');
    await second.close();
  });

  it('says what to do when a secret was saved with another key, and keeps both keys to itself', async () => {
    const file = join(newFolder(), 'database.sqlite');
    const first = await open(file, 'first key');
    await first.settings.writeSecret('TOKEN', 'value');
    await first.close();

    const second = await open(file, 'second key');
    const reading = second.settings.readSecret('TOKEN');

    await expect(reading).rejects.toThrow(/TOKEN was encrypted with another key\. Set OH_SECRET_KEY/);
    await expect(reading).rejects.not.toThrow(/first key|second key|value/);
    await second.close();
  });

  it('finishes the writes that were accepted before closing, and refuses later ones', async () => {
    const storage = await open(join(newFolder(), 'database.sqlite'));
    const record = aConversationRecord();

    const creating = storage.conversations.create(record);
    const finding = storage.conversations.find(record.id);
    const closing = storage.close();

    await expect(creating).resolves.toBeUndefined();
    await expect(finding).resolves.toEqual(record);
    await closing;
    await storage.close();
    await expect(storage.conversations.count()).rejects.toThrow('The storage is closed.');
  });

  it('lets several processes open a new file at the same time', async () => {
    const file = join(newFolder(), 'database.sqlite');
    const storages = await Promise.all([open(file), open(file), open(file)]);

    const record = aConversationRecord();
    await storages[0].conversations.create(record);

    expect(await storages[2].conversations.find(record.id)).toEqual(record);
    await Promise.all(storages.map((storage) => storage.close()));
  });

  it('says what to do with a file that is no database', async () => {
    const file = join(newFolder(), 'database.sqlite');
    writeFileSync(file, 'These are only words, and there are more than enough of them to fill a header. '.repeat(10));

    await expect(open(file)).rejects.toThrow(/is damaged, or is no database\. Restore it from a backup/);
  });

  it('says what to do with a folder in the place of the file', async () => {
    const file = join(newFolder(), 'database.sqlite');
    mkdirSync(file);
    await expect(open(file)).rejects.toThrow(/is a folder\. Name a file/);
  });

  it('says what to do when the folder cannot be made', async () => {
    const notAFolder = join(newFolder(), 'file');
    writeFileSync(notAFolder, '');
    await expect(open(join(notAFolder, 'database.sqlite'))).rejects.toThrow(/Check that its folder exists/);
  });

  it('refuses a database of a newer version and leaves it as it is', async () => {
    const file = join(newFolder(), 'database.sqlite');
    await (await open(file)).close();
    const database = new DatabaseSync(file);
    database.exec("insert into kysely_migration values ('9999-from-the-future', '2030-01-01')");
    database.close();

    await expect(open(file)).rejects.toThrow(/written by a newer version of this server\. Install that version/);
  });

  it('refuses an empty secret key before it touches the file', async () => {
    const file = join(newFolder(), 'database.sqlite');
    await expect(open(file, '')).rejects.toThrow(/Set OH_SECRET_KEY/);
    expect(existsSync(file)).toBe(false);
  });

  it('does not widen or narrow the permissions of a file that exists', async () => {
    const file = join(newFolder(), 'database.sqlite');
    await (await open(file)).close();
    chmodSync(file, 0o640);

    await (await open(file)).close();

    expect(statSync(file).mode & 0o777).toBe(0o640);
  });
});
