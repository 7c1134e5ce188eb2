import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Isolation, WorkspaceError, type ExecuteRequest, type ExecuteResult } from '@openhands-nest/agent-ports';
import type { Confinement, Launch } from './confinement.js';
import { endTree } from './end-tree.js';
import { OutputBuffer } from './output-buffer.js';
import { ProcessTree } from './process-tree.js';

const DEFAULT_MAX_OUTPUT = 1024 * 1024;
/** Milliseconds to wait for the rest of the output once all known processes are gone. */
const DRAIN_TIME = 500;
/** What shells answer when there is no such program. */
const NOT_FOUND = 127;

/** What the runner needs of a request, with its working directory and environment filled in. */
export type ProgramRequest = ExecuteRequest & { readonly cwd: string; readonly env: Readonly<Record<string, string>> };

/** Runs one program to its end, then ends whatever it left running. @throws WorkspaceError when nothing can be started. */
export async function runProgram(confinement: Confinement, request: ProgramRequest): Promise<ExecuteResult> {
  if (request.signal?.aborted) return emptyResult(null, '');
  const launch = confinement.launch(request.command, request.cwd, request.env);
  const child = await start(launch);
  if (child === undefined) return emptyResult(NOT_FOUND, `${request.command[0]}: not found\n`);
  return new ProgramRun(child, launch, confinement.isolation === Isolation.Bubblewrap, request).result();
}

/** Undefined when there is no such program. */
async function start({ file, args, cwd, env }: Launch): Promise<ChildProcessWithoutNullStreams | undefined> {
  try {
    const child = spawn(file, args, { cwd, env, detached: true, stdio: 'pipe' });
    if (child.pid === undefined) await once(child, 'spawn');
    return child;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new WorkspaceError('io', `The program could not be started: ${(error as Error).message}.`);
  }
}

/** A program on its way: collects its output, watches its time, and cleans up after it. */
class ProgramRun {
  private readonly tree: ProcessTree;
  private readonly stdout: OutputBuffer;
  private readonly stderr: OutputBuffer;
  private ending: Promise<void> | undefined;
  private timedOut = false;

  constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    launch: Launch,
    private readonly jailed: boolean,
    private readonly request: ProgramRequest,
  ) {
    const maxBytes = request.maxOutputBytes ?? DEFAULT_MAX_OUTPUT;
    this.tree = new ProcessTree(child.pid as number, launch.mark);
    this.stdout = new OutputBuffer(child.stdout, maxBytes);
    this.stderr = new OutputBuffer(child.stderr, maxBytes);
    // A program that does not read its input closes it under our hands.
    child.stdin.on('error', () => undefined);
    child.stdin.end(request.input ?? '');
  }

  async result(): Promise<ExecuteResult> {
    const closed = once(this.child, 'close');
    const exited = once(this.child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    const stopWatching = this.watch();
    const [exitCode] = await exited;
    stopWatching();
    const cutShort = this.ending !== undefined;
    await (this.ending ?? this.endLeftovers());
    await Promise.race([closed, sleep(DRAIN_TIME, undefined, { ref: false })]);
    this.stdout.close();
    this.stderr.close();
    return this.outcome(cutShort ? null : exitCode);
  }

  /** Ends the tree when the time is over or the caller gives up. */
  private watch(): () => void {
    const end = () => void (this.ending ??= endTree(this.tree, { jailed: this.jailed }));
    const onTimeout = () => {
      this.timedOut = true;
      end();
    };
    const timer = this.request.timeoutMs === undefined ? undefined : setTimeout(onTimeout, this.request.timeoutMs);
    this.request.signal?.addEventListener('abort', end, { once: true });
    if (this.request.signal?.aborted) end();
    return () => {
      clearTimeout(timer);
      this.request.signal?.removeEventListener('abort', end);
    };
  }

  /** A jail takes all its processes along when its program ends. */
  private endLeftovers(): Promise<void> | undefined {
    return this.jailed ? undefined : endTree(this.tree, { jailed: false });
  }

  private outcome(exitCode: number | null): ExecuteResult {
    const truncated = this.stdout.truncated || this.stderr.truncated;
    const result = { stdout: this.stdout.bytes(), stderr: this.stderr.bytes(), timedOut: this.timedOut, truncated };
    const isMissingInside = exitCode === 1 && /^bwrap: execvp .*: No such file/.test(result.stderr.toString('latin1'));
    if (this.jailed && isMissingInside) return emptyResult(NOT_FOUND, `${this.request.command[0]}: not found\n`);
    return { exitCode, ...result };
  }
}

function emptyResult(exitCode: number | null, stderr: string): ExecuteResult {
  return { exitCode, stdout: Buffer.alloc(0), stderr: Buffer.from(stderr), timedOut: false, truncated: false };
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'EACCES', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}
