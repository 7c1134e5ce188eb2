import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Isolation, type Workspace } from '@openhands-nest/agent-ports';
import { aLongTime, processesWith } from '@openhands-nest/testing';
import { aProvider, canJail } from '../testing/test-machine.js';

const SECRET = 'very-secret-indeed';
const jails = (await canJail()) ? describe : describe.skip;

/** Each test tries to get out of a jail and expects to fail, with another conversation and the server as its prey. */
jails('jail', () => {
  let machine: Awaited<ReturnType<typeof aProvider>>;
  let workspace: Workspace;
  let other: Workspace;
  let database: string;

  beforeAll(async () => {
    machine = await aProvider({
      sandbox: 'bwrap',
      environment: { ...process.env, LLM_API_KEY: SECRET, OH_SECRET_KEY: SECRET, npm_config__authToken: SECRET },
    });
    database = join(machine.dataDirectory, 'server.db');
    writeFileSync(database, SECRET);
    writeFileSync(join(machine.folder, 'outside'), SECRET);
    workspace = await machine.open('one');
    other = await machine.open('two');
    await other.writeFile('theirs', Buffer.from(SECRET));
  });

  afterAll(async () => {
    await Promise.all([workspace.close(), other.close()]);
    await machine.remove();
  });

  /** What comes of writing beside the workspace. Below /tmp the same path is a place in the jail's own /tmp, which it may write. */
  const besides = (): 'none' | 'denied' => (/^\/(tmp|var\/tmp)\//.test(machine.folder) ? 'none' : 'denied');

  /** Both outputs of a script in the jail. */
  async function attempt(script: string, ...args: string[]): Promise<string> {
    const result = await workspace.execute({ command: ['sh', '-c', script, 'sh', ...args], timeoutMs: 15_000 });
    return result.stdout.toString() + result.stderr.toString();
  }

  const reasonOf = (operation: Promise<unknown>) =>
    operation.then(
      () => 'none',
      (error: { reason?: string }) => error.reason,
    );

  it('says that it is one', () => {
    expect([machine.provider.isolation, workspace.isolation]).toEqual([Isolation.Bubblewrap, Isolation.Bubblewrap]);
  });

  it('hides the data of the server and of other conversations', async () => {
    const theirs = join(other.root, 'theirs');

    expect(
      await attempt('cat "$1" "$2"; ls -A "$3"; find "$4"', database, theirs, machine.dataDirectory, other.root),
    ).not.toContain(SECRET);
    expect(await reasonOf(workspace.readFile(database))).toBe('not_found');
    expect(await reasonOf(workspace.readFile(theirs))).toBe('not_found');
    expect(await workspace.stat(database)).toBeUndefined();
    expect((await workspace.list(machine.dataDirectory)).map(({ name }) => name).sort()).toEqual([
      'scratch',
      'workspaces',
    ]);
    expect((await workspace.list(join(machine.dataDirectory, 'scratch'))).map(({ name }) => name)).toEqual(['one']);
  });

  it('shows no environment or process but its own', async () => {
    const time = aLongTime();
    const theirs = other.execute({ command: ['sleep', time] });
    while (processesWith(time).length === 0) await new Promise(setImmediate);

    const seen = await attempt(
      'env; cat /proc/*/environ /proc/*/cmdline; for p in /proc/[0-9]*; do echo "pid ${p#/proc/}"; done',
    );

    expect(seen).not.toContain(SECRET);
    expect(seen).not.toContain(time);
    expect(seen.match(/pid \d+/g)?.length).toBeLessThan(8);
    await attempt('kill -9 -1; kill -9 "$1"; for pid in $(seq 2 300); do kill -9 $pid; done', String(process.pid));
    expect(processesWith(time)).not.toEqual([]);
    process.kill(processesWith(time)[0] as number, 'SIGKILL');
    await theirs;
  });

  it.each(['/etc', '/usr', '/usr/local/bin', '/', '/home', '/run', homedir()])('cannot write to %s', async (folder) => {
    const path = join(folder, 'written-by-jail');

    await attempt('echo x > "$1"; mkdir -p "$1.d"; rmdir "$1.d"', path);

    expect(await reasonOf(workspace.writeFile(path, Buffer.from('x')))).toBe('denied');
    expect(await reasonOf(workspace.writeFile(path, Buffer.from('x'), { mustBeNew: true }))).toBe('denied');
    expect(existsSync(path)).toBe(false);
  });

  it('cannot write beside its workspace, whose neighbours it may see', async () => {
    const outside = join(machine.folder, 'outside');

    await attempt('echo x > "$1"; chmod 777 "$1"; rm -f "$1"; mv "$1" "$1.away"', outside);

    expect(await reasonOf(workspace.writeFile(outside, Buffer.from('x')))).toBe(besides());
    expect(readFileSync(outside, 'utf8')).toBe(SECRET);
  });

  it("hides the home of the server's user", async () => {
    const names = (await attempt('ls -A "$1"', homedir())).split('\n').filter(Boolean);

    // Only what programs in PATH need.
    expect(names).not.toEqual(expect.arrayContaining(['.ssh']));
    expect(await attempt('cat "$1/.bashrc" "$1/.profile" "$1/.gitconfig" "$1/.npmrc"', homedir())).not.toMatch(/=/);
    expect(await attempt('echo "$HOME"')).toBe(`${machine.dataDirectory}/scratch/one/home\n`);
  });

  it('hides sockets of system services and password hashes', async () => {
    expect(
      await attempt('ls -A /run | grep -v systemd; ls /run/docker.sock /var/run/docker.sock; cat /etc/shadow'),
    ).not.toMatch(/^root:|srw|^docker/m);
    expect(await reasonOf(workspace.readFile('/etc/shadow'))).not.toBe('none');
  });

  it('cannot change settings of the kernel', async () => {
    const before = readFileSync('/proc/sys/kernel/core_pattern', 'utf8');
    // Writes what is there already, so that nothing happens to the machine if it should work.
    const tries =
      'for f in /proc/sys/kernel/core_pattern /proc/sys/vm/swappiness; do cat $f > /dev/shm/v; cat /dev/shm/v > $f && echo written; done';

    expect(await attempt(tries)).not.toContain('written');
    expect(await attempt('find /proc/sys /sys -type f -writable 2>/dev/null | head -3')).toBe('');
    expect(readFileSync('/proc/sys/kernel/core_pattern', 'utf8')).toBe(before);
  });

  it('has no rights to mount, trace or make namespaces with such rights', async () => {
    const said = await attempt(
      `
      grep -E 'CapEff|CapPrm' /proc/self/status
      mount -t tmpfs none /mnt && echo escaped
      mount -o remount,rw,bind / && echo escaped
      umount "$1" && echo escaped
      umount -l "$1" && echo escaped
      unshare -Ur sh -c 'mount --bind / /mnt; umount -l "$0"; cat "$0/server.db"' "$1"
      unshare -Urpfm sh -c 'mount -t proc proc /proc && touch /proc/sys/kernel/core_pattern && echo escaped'
      unshare -UrC sh -c 'mount -t cgroup2 none /tmp && echo escaped'
      chroot / true && echo escaped
      mknod /tmp/device b 254 0 && echo escaped
    `,
      machine.dataDirectory,
    );

    expect(said.match(/Cap(Eff|Prm):\s+0+$/gm)).toHaveLength(2);
    expect(said).not.toContain('escaped');
    expect(said).not.toContain(SECRET);
  });

  it('finds nothing through /proc', async () => {
    const said = await attempt(
      'for p in 1 self 2; do cat /proc/$p/root"$1" /proc/$p/cwd/../../server.db; ls /proc/$p/fd; done; timeout 1 strace -p 1; timeout 1 gdb -p 1 -batch',
      database,
    );

    expect(said).not.toContain(SECRET);
    expect(await reasonOf(workspace.readFile(`/proc/1/root${database}`))).not.toBe('none');
    expect(await reasonOf(workspace.readFile(`/proc/self/root${database}`))).not.toBe('none');
    expect((await workspace.readFile('/proc/self/environ')).toString()).not.toContain(SECRET);
    // The server's own number means nothing, or somebody else, inside.
    expect(await reasonOf(workspace.readFile(`/proc/${process.pid}/environ`))).toBe('not_found');
  });

  it('gains nothing from links', async () => {
    const target = join(machine.folder, 'outside');
    await attempt(
      'ln -s "$1" db; ln -s "$2" out; ln -s "$3" etc; ln -s / root; ln "$2" hard; ln "$1" hard2',
      database,
      target,
      '/etc',
    );

    expect(await reasonOf(workspace.readFile('db'))).toBe('not_found');
    expect(await reasonOf(workspace.readFile(`root${database}`))).toBe('not_found');
    expect(await workspace.stat('hard')).toBeUndefined();
    expect(await workspace.stat('hard2')).toBeUndefined();
    for (const path of ['out', `root${target}`]) {
      expect([path, await reasonOf(workspace.writeFile(path, Buffer.from('x')))]).toEqual([path, besides()]);
    }
    for (const path of ['etc/written-by-jail', 'root/etc/written-by-jail']) {
      expect([path, await reasonOf(workspace.writeFile(path, Buffer.from('x')))]).toEqual([path, 'denied']);
    }
    expect(await reasonOf(workspace.writeFile('db', Buffer.from('x')))).toBe('denied');
    expect(readFileSync(database, 'utf8')).toBe(SECRET);
    expect(readFileSync(target, 'utf8')).toBe(SECRET);
    // What the terminal can read through a link, so can the file tool.
    expect((await workspace.readFile('out')).toString()).toBe(await attempt('cat out'));
  });

  it('gains nothing from swapping a folder for a link while files are handled', async () => {
    const victim = join(machine.folder, 'victim');
    mkdirSync(victim);
    writeFileSync(join(victim, 'file'), SECRET);
    await attempt(
      'mkdir real; echo mine > real/file; ln -s "$1" bait',
      machine.dataDirectory.replace(/data$/, 'victim'),
    );
    const stop = new AbortController();
    const swapping = workspace.execute({
      command: ['bash', '-c', 'while :; do mv -T real flip; mv -T bait real; mv -T real bait; mv -T flip real; done'],
      signal: stop.signal,
    });
    let worked = 0;

    for (let round = 0; round < 300; round++) {
      await workspace.writeFile('real/written', Buffer.from('x')).then(
        () => worked++,
        () => undefined,
      );
      await workspace.writeFile('real/file', Buffer.from('mine')).then(
        () => worked++,
        () => undefined,
      );
      await workspace.readFile('real/file').catch(() => undefined);
    }
    stop.abort();
    await swapping;

    expect(worked).toBeGreaterThan(0);
    expect(readFileSync(join(victim, 'file'), 'utf8')).toBe(SECRET);
    expect(existsSync(join(victim, 'written'))).toBe(false);
  });

  it('never reads a hidden file while links are swapped', async () => {
    await attempt('echo mine > flag; ln -s "$1" lure', database);
    const stop = new AbortController();
    const command = [
      'bash',
      '-c',
      'while :; do mv -T flag keep; mv -T lure flag; mv -T flag lure; mv -T keep flag; done',
    ] as const;
    const swapping = workspace.execute({ command: [...command], signal: stop.signal });
    const seen = new Set<string>();

    for (let round = 0; round < 300; round++) {
      await workspace.readFile('flag').then(
        (content) => seen.add(content.toString()),
        () => undefined,
      );
    }
    stop.abort();
    await swapping;

    expect([...seen]).toEqual(['mine\n']);
  });

  it('drops set-user-id bits from what the file tools write', async () => {
    await attempt('echo x > tool; chmod 4755 tool');

    await workspace.writeFile('tool', Buffer.from('y'));

    expect(await attempt('stat -c %a tool')).toBe('755\n');
  });

  it('does not wait for a pipe in the place of a file', async () => {
    await attempt('mkfifo pipe');

    expect(await Promise.race([reasonOf(workspace.readFile('pipe')), sleep(5_000, 'hangs', { ref: false })])).toBe(
      'io',
    );
  });
});
