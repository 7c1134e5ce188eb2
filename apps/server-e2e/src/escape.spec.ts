import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import type { FakeReply } from '@openhands-nest/testing';
import { answers, creates, runs, views } from './harness/model-turns.js';
import { observationsOf } from './harness/observations.js';
import type { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
let server: ServerProcess;
afterEach(() => stage.strike());

/** Lets an agent try each of these, and answers what it saw; undefined where there is no jail to escape from. */
async function attempt(
  script: (pid: number, ports: readonly string[]) => readonly FakeReply[],
): Promise<string[] | undefined> {
  stage = await Stage.set([]);
  server = await stage.startServer({ GITHUB_TOKEN: 'token-of-the-operator' });
  if (server.isolation !== 'bwrap') {
    if (process.env.REQUIRE_BWRAP === '1') throw new Error('REQUIRE_BWRAP is 1, but bubblewrap does not work here.');
    console.warn('Not tried: bubblewrap does not work here (apt-get install bubblewrap).');
    return undefined;
  }
  await writeFile(join(stage.directory, 'private.txt'), 'only for the operator');
  const ports = [server.url, server.agentServerUrl].map((url) => new URL(url).port);
  stage.model?.push(...script(server.pid, ports), answers('I could not.'));
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

  it('cannot use the server itself, which answers every other program of the machine', async () => {
    const seen = await attempt((_, [appPort = '', agentServerPort = '']) => [
      runs(
        calling(
          agentServerPort,
          '/api/bash/start_bash_command',
          `{"command":"touch ${stage.directory}/by-bash"}`,
          'cat <&3',
        ),
      ),
      runs(
        calling(
          agentServerPort,
          '/api/bash/start_bash_command',
          `{"command":"touch ${stage.directory}/by-bash"}`,
          'echo gone',
        ),
      ),
      runs(calling(appPort, '/api/conversations', '{}', 'cat <&3')),
    ]);
    if (!seen) return;
    expect(seen[0]).toContain('403');
    expect(seen[1]).toContain('gone');
    expect(seen[2]).toContain('403');
    // A command of the operator, sent after the agent's and done: theirs would have been carried out before it.
    const command = { command: `ls ${stage.directory}` };
    const listing = await fetch(`${server.agentServerUrl}/api/bash/execute_bash_command`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    const { stdout } = (await listing.json()) as { stdout: string };
    expect(stdout).toContain('private.txt');
    expect(stdout).not.toContain('by-bash');
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

/** A command that posts JSON to a port of loopback without any program that a machine may lack, and then does something else. */
function calling(port: string, path: string, body: string, then: string): string {
  const head = `POST ${path} HTTP/1.1\\r\\nHost: localhost:${port}\\r\\nContent-Type: application/json\\r\\nContent-Length: ${body.length}\\r\\nConnection: close\\r\\n\\r\\n`;
  return `exec 3<>/dev/tcp/127.0.0.1/${port}; printf '${head}%s' '${body}' >&3; ${then}; exec 3>&-`;
}
