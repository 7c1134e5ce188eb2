import { spawn as spawnProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { spawn as spawnPty } from '@lydell/node-pty';
import {
  Isolation,
  WorkspaceError,
  type DirectoryEntry,
  type ExecuteRequest,
  type ExecuteResult,
  type FileStat,
  type Program,
  type ProgramLaunch,
  type ProgramRequest,
  type Shell,
  type ShellOptions,
  type Workspace,
} from '@openhands-nest/agent-ports';

/** Names a shell in the environment of all that is started from it. */
const SHELL_MARK = 'TEST_SHELL';

/** Real files in a temporary directory, real shells and programs. Tests can wait for what a shell prints. */
export class LocalWorkspace implements Workspace {
  readonly isolation = Isolation.Local;
  private readonly shells = new Set<Shell>();
  private readonly programs = new Set<Program>();
  private printed = '';
  private readonly watchers = new Set<() => void>();

  private constructor(
    readonly root: string,
    private readonly base: string,
    readonly outputDirectory: string,
  ) {}

  static async create(): Promise<LocalWorkspace> {
    const base = await mkdtemp(join(tmpdir(), 'tools-'));
    const root = join(base, 'project');
    await mkdir(root);
    return new LocalWorkspace(root, base, join(base, 'outputs'));
  }

  path(...names: string[]): string {
    return join(this.root, ...names);
  }

  /** Resolves when the shells have printed the text. */
  prints(text: string): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!this.printed.includes(text)) return;
        this.watchers.delete(check);
        resolve();
      };
      this.watchers.add(check);
      check();
    });
  }

  async openShell({ cwd, env, columns, rows }: ShellOptions): Promise<Shell> {
    const mark = `${SHELL_MARK}=${randomUUID()}`;
    const terminal = spawnPty('bash', ['--noprofile', '--norc', '-i'], {
      cwd: cwd ?? this.root,
      env: { PATH: process.env.PATH ?? '', HOME: this.base, LANG: 'C.UTF-8', [SHELL_MARK]: mark.slice(SHELL_MARK.length + 1), ...env },
      cols: columns ?? 80,
      rows: rows ?? 24,
    });
    const exited = new Promise<void>((resolve) => terminal.onExit(() => resolve()));
    const shell: Shell = {
      pid: terminal.pid,
      write: (data) => terminal.write(data),
      onData: (listener) =>
        void terminal.onData((data) => {
          listener(data);
          this.printed = (this.printed + data).slice(-100_000);
          for (const watcher of this.watchers) watcher();
        }),
      onExit: (listener) => void terminal.onExit(listener),
      pause: () => terminal.pause(),
      resume: () => terminal.resume(),
      newProcesses: () => {
        const before = new Set(processesMarked(mark));
        return { end: () => killUntilNone(() => processesMarked(mark).filter((pid) => !before.has(pid))) };
      },
      kill: async () => {
        this.shells.delete(shell);
        killSession(terminal.pid);
        terminal.resume();
        await exited;
        await killUntilNone(() => processesMarked(mark));
      },
    };
    this.shells.add(shell);
    return shell;
  }

  execute({ command, cwd, env, input, maxOutputBytes, timeoutMs, signal }: ExecuteRequest): Promise<ExecuteResult> {
    const [program, ...arguments_] = command;
    const limit = maxOutputBytes ?? 1024 * 1024;
    return new Promise((resolve, reject) => {
      const child = spawnProcess(program, arguments_, {
        cwd: cwd ?? this.root,
        env: { PATH: process.env.PATH, HOME: this.base, ...env },
        killSignal: 'SIGKILL',
        ...(signal && { signal }),
      });
      let timedOut = false;
      const timer = setTimeout(() => (timedOut = child.kill('SIGKILL')), timeoutMs ?? 2 ** 31 - 1);
      const [stdout, stderr] = [collect(child.stdout, limit), collect(child.stderr, limit)];
      child.stdin.on('error', () => undefined).end(input);
      child.on('error', (error) => {
        clearTimeout(timer);
        if (signal?.aborted) reject(signal.reason as Error);
        else resolve({ exitCode: 127, stdout: Buffer.alloc(0), stderr: Buffer.from(error.message), timedOut: false, truncated: false });
      });
      child.on('close', (exitCode) => {
        clearTimeout(timer);
        const truncated = stdout.isCut() || stderr.isCut();
        resolve({ exitCode, stdout: stdout.all(), stderr: stderr.all(), timedOut, truncated });
      });
    });
  }

  async launchOf({ command: [file, ...args], cwd, env }: ProgramRequest): Promise<ProgramLaunch> {
    const own = { PATH: process.env.PATH ?? '', HOME: this.base };
    return { file, args, cwd: cwd ?? this.root, env: { ...own, ...env } };
  }

  async startProgram(request: ProgramRequest): Promise<Program> {
    const { file, args, cwd, env } = await this.launchOf(request);
    const child = spawnProcess(file, args, { cwd, env, stdio: 'pipe', detached: true });
    try {
      if (child.pid === undefined) await once(child, 'spawn');
    } catch (error) {
      throw new WorkspaceError('not_found', (error as Error).message);
    }
    let errors = '';
    child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
    child.stdin.on('error', () => undefined);
    const ended = once(child, 'exit').then(([exitCode]) => ({ exitCode: exitCode as number | null }));
    const program: Program = {
      pid: child.pid as number,
      write: (data) => new Promise((resolve, reject) => void child.stdin.write(data, (error) => (error ? reject(error) : resolve()))),
      onOutput: (listener) => void child.stdout.on('data', listener),
      pause: () => void child.stdout.pause(),
      resume: () => void child.stdout.resume(),
      errorOutput: () => errors,
      ended,
      kill: async () => {
        killSession(child.pid as number);
        await ended;
      },
    };
    this.programs.add(program);
    return program;
  }

  async readFile(path: string, options: { readonly maxBytes?: number } = {}): Promise<Buffer> {
    const content = await readFile(path).catch((error: unknown) => fail(error, path));
    if (content.length > (options.maxBytes ?? Infinity)) throw new WorkspaceError('too_large', `${path} is too large.`);
    return content;
  }

  async writeFile(path: string, content: Uint8Array, options: { readonly mustBeNew?: boolean } = {}): Promise<void> {
    await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => fail(error, path));
    if (options.mustBeNew) return writeFile(path, content, { flag: 'wx' }).catch((error: unknown) => fail(error, path));
    const { mode } = await stat(path).catch(() => ({ mode: 0o644 }));
    await writeFile(`${path}.new`, content, { mode }).catch((error: unknown) => fail(error, path));
    await rename(`${path}.new`, path);
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const found = await stat(path).catch(() => undefined);
    if (!found) return undefined;
    const type = found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
    return { type, size: found.size, modifiedAt: found.mtimeMs };
  }

  async list(path: string): Promise<readonly DirectoryEntry[]> {
    const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => fail(error, path));
    return entries
      .map((entry): DirectoryEntry => {
        const type = entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : entry.isSymbolicLink() ? 'link' : 'other';
        return { name: entry.name, type };
      })
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  async close(): Promise<void> {
    await Promise.all([...this.shells, ...this.programs].map((one) => one.kill()));
    await rm(this.base, { recursive: true, force: true });
  }
}

function killSession(pid: number): void {
  for (const target of [-pid, pid]) kill(target);
}

async function killUntilNone(find: () => readonly number[]): Promise<void> {
  for (let found = find(); found.length > 0; found = find()) {
    found.forEach(kill);
    await new Promise(setImmediate);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** Living processes that were started with a variable of this value in their environment. */
function processesMarked(mark: string): number[] {
  const isMarked = (pid: string): boolean => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isMarked(name))
    .map(Number);
}

function collect(stream: NodeJS.ReadableStream, limit: number) {
  const chunks: Buffer[] = [];
  let kept = 0;
  let cut = false;
  stream.on('data', (chunk: Buffer) => {
    cut ||= kept + chunk.length > limit;
    const part = chunk.subarray(0, limit - kept);
    kept += part.length;
    chunks.push(part);
  });
  return { all: () => Buffer.concat(chunks), isCut: () => cut };
}

const REASONS: Readonly<Record<string, WorkspaceError['reason']>> = {
  ENOENT: 'not_found',
  EISDIR: 'is_directory',
  ENOTDIR: 'not_directory',
  EACCES: 'denied',
  EEXIST: 'exists',
};

function fail(error: unknown, path: string): never {
  const { code, message } = error as NodeJS.ErrnoException;
  throw new WorkspaceError(REASONS[code ?? ''] ?? 'io', `${path}: ${message}`);
}
