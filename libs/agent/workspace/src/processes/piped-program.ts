import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { WorkspaceError, type Program } from '@openhands-nest/agent-ports';
import type { Launch } from './confinement.js';
import { endTree } from './end-tree.js';
import { ProcessTree } from './process-tree.js';

/** Characters of the error output that are kept: its end, where programs say why they give up. */
const KEPT_ERRORS = 4_000;

/** A program with pipes. When it ends, all that was started from it ends too. */
export class PipedProgram implements Program {
  readonly pid: number;
  readonly ended: Promise<{ readonly exitCode: number | null }>;
  private readonly tree: ProcessTree;
  private ending: Promise<void> | undefined;
  private errors = '';

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    launch: Launch,
    private readonly jailed: boolean,
  ) {
    this.pid = child.pid as number;
    this.tree = new ProcessTree(this.pid, launch.mark);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.errors = (this.errors + text).slice(-KEPT_ERRORS);
    });
    // Whoever writes learns of a closed pipe from the write itself.
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => undefined);
    this.ended = this.untilGone();
  }

  /** @throws WorkspaceError when there is no such program. */
  static async start(launch: Launch, jailed: boolean): Promise<PipedProgram> {
    const { file, args, cwd, env } = launch;
    try {
      const child = spawn(file, args, { cwd, env, detached: true, stdio: 'pipe' });
      if (child.pid === undefined) await once(child, 'spawn');
      return new PipedProgram(child, launch, jailed);
    } catch (error) {
      throw new WorkspaceError('not_found', `${file} could not be started: ${(error as Error).message}.`);
    }
  }

  write(data: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.child.stdin.write(data, (error) => (error ? reject(error) : resolve()));
    });
  }

  onOutput(listener: (bytes: Buffer) => void): void {
    this.child.stdout.on('data', listener);
  }

  pause(): void {
    this.child.stdout.pause();
  }

  resume(): void {
    this.child.stdout.resume();
  }

  errorOutput(): string {
    return this.errors;
  }

  async kill(): Promise<void> {
    await this.end();
    await this.ended;
  }

  private async untilGone(): Promise<{ readonly exitCode: number | null }> {
    const [exitCode] = (await once(this.child, 'exit')) as [number | null];
    // A jail takes all its processes along when its program ends.
    if (!this.jailed || this.ending) await this.end();
    return { exitCode };
  }

  private end(): Promise<void> {
    return (this.ending ??= endTree(this.tree, { jailed: this.jailed }));
  }
}
