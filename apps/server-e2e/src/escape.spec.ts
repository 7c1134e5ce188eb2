import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import type { FakeReply } from '@openhands-nest/testing';
import { answers, creates, runs, views } from './harness/model-turns.js';
import { observationsOf } from './harness/observations.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

/** Lets an agent try each of these, and answers what it saw; undefined where there is no jail to escape from. */
async function attempt(script: (pid: number) => readonly FakeReply[]): Promise<string[] | undefined> {
  stage = await Stage.set([]);
  const server = await stage.startServer({ GITHUB_TOKEN: 'token-of-the-operator' });
  if (server.isolation !== 'bwrap') {
    if (process.env.REQUIRE_BWRAP === '1') throw new Error('REQUIRE_BWRAP is 1, but bubblewrap does not work here.');
    console.warn('Not tried: bubblewrap does not work here (apt-get install bubblewrap).');
    return undefined;
  }
  await writeFile(join(stage.directory, 'private.txt'), 'only for the operator');
  stage.model?.push(...script(server.pid), answers('I could not.'));
  const client = stage.clientOf(server);
  const { conversation_id: id } = await client.newConversation({ initial_user_msg: 'Try.' });
  expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  return observationsOf(client, id);
}

describe('an agent in a jail', () => {
  it('cannot read what belongs to the server', async () => {
    const seen = await attempt((pid) => [
      runs(
        `cat ${stage.dataDirectory}/secret-key ${stage.dataDirectory}/openhands-nest.db ${stage.directory}/private.txt`,
      ),
      views(join(stage.dataDirectory, 'secret-key')),
      runs(`cat /proc/${pid}/environ /proc/1/environ | tr '\\0' '\\n'; env`),
      runs(`ln -s ${stage.directory} out; cat out/private.txt out/data/secret-key`),
      views('./out/private.txt'),
    ]);
    if (!seen) return;
    const secret = await readFile(join(stage.dataDirectory, 'secret-key'), 'utf8');
    const everything = seen.join('\n');
    for (const hidden of [
      secret,
      'only for the operator',
      'sk-of-the-test',
      'token-of-the-operator',
      'SQLite format 3',
    ]) {
      expect(everything).not.toContain(hidden);
    }
  });

  it('cannot write, signal or kill outside of its workspace', async () => {
    const seen = await attempt((pid) => [
      runs(`touch /etc/escaped /usr/escaped ${stage.directory}/escaped ${stage.dataDirectory}/escaped; echo tried`),
      creates(join(stage.directory, 'escaped-too'), 'x'),
      runs(`kill -9 ${pid}; kill -9 -1; echo still here`),
      runs('mount -t tmpfs none /mnt; chroot /proc/1/root ls; echo tried'),
    ]);
    if (!seen) return;
    expect(seen[0]).toContain('tried');
    for (const path of [
      '/etc/escaped',
      '/usr/escaped',
      join(stage.directory, 'escaped-too'),
      join(stage.directory, 'escaped'),
      join(stage.dataDirectory, 'escaped'),
    ]) {
      expect(existsSync(path)).toBe(false);
    }
  });
});
