import { randomUUID } from 'node:crypto';
import type { CommandRequest, CommandRunner, RunningCommand } from '@openhands-nest/agent-ports';
import { OWNER_MARK, PROCESS_MARK } from '../processes/marks.js';
import { endMarked } from './end-marked.js';
import { CommandRun } from './command-run.js';

/** Milliseconds that commands get when the server ends, which has little time itself. */
const CLOSING_GRACE = 300;

export interface MachineCommandRunnerOptions {
  readonly shell: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Value of OWNER_MARK. */
  readonly owner: string;
  readonly maxCommands: number;
  readonly graceMs: number;
}

/** Commands on this machine, each in a session of its own and marked, so that all that they start can be found again. */
export class MachineCommandRunner implements CommandRunner {
  readonly #name = randomUUID();
  readonly #running = new Set<CommandRun>();
  #isClosed = false;

  constructor(private readonly options: MachineCommandRunnerOptions) {}

  start(request: CommandRequest): RunningCommand {
    const refusal = this.#refusal();
    if (refusal !== undefined) return refused(refusal);
    const { shell, environment, owner, graceMs } = this.options;
    const mark = `${this.#name}:${randomUUID()}`;
    const env = { ...environment, [OWNER_MARK]: owner, [PROCESS_MARK]: mark };
    const { cwd = process.cwd(), command: script } = request;
    const launch = () => ({ file: shell, args: ['-c', script], cwd, env, mark });
    const command = new CommandRun({ ...request, launch, jailed: false, endsLeftovers: false, graceMs });
    this.#running.add(command);
    void command.ended.then(() => this.#running.delete(command));
    return command;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#running].map((command) => command.stop(CLOSING_GRACE).then(() => command.ended)));
    await endMarked(`${this.#name}:`);
  }

  #refusal(): string | undefined {
    if (this.#isClosed) return 'The server is shutting down. Try again in a moment.';
    const { maxCommands } = this.options;
    if (this.#running.size < maxCommands) return undefined;
    return `${maxCommands} commands are running already. Wait until one of them has ended, or stop one.`;
  }
}

function refused(problem: string): RunningCommand {
  return { ended: Promise.resolve({ exitCode: -1, problem }), stop: async () => undefined };
}
