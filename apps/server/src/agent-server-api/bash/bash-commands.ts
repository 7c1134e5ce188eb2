import {
  BashEventKind,
  type BashCommandEvent,
  type BashEvent,
  type BashOutputEvent,
  type Clock,
  type CommandRunner,
  type Ids,
  type Logger,
  type ProcessIdentity,
  type RunningCommand,
} from '@openhands-nest/agent-ports';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import type { BashLog } from './bash-log.js';
import { joinedOutput } from './joined-output.js';
import { OutputRecorder, type OutputContent } from './output-recorder.js';
import { UtcTimes } from './utc-times.js';

export interface BashCommandsOptions {
  readonly log: BashLog;
  readonly runner: CommandRunner;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly process: ProcessIdentity;
  readonly logger: Logger;
}

export interface BashRequest {
  readonly command: string;
  readonly cwd: string | null;
  /** Seconds. */
  readonly timeout: number;
}

interface Running {
  readonly command: RunningCommand;
  /** The last output, when it is stored. */
  readonly done: Promise<BashOutputEvent>;
}

/** Commands outside of conversations: run as the operator, recorded as events. */
export class BashCommands {
  readonly #running = new Map<string, Running>();
  readonly #times: UtcTimes;

  constructor(private readonly options: BashCommandsOptions) {
    this.#times = new UtcTimes(options.clock);
  }

  get log(): BashLog {
    return this.options.log;
  }

  /** Resolves when the command is recorded and on its way. */
  async start(request: BashRequest): Promise<BashCommandEvent> {
    return (await this.#start(request)).event;
  }

  /** Resolves with the whole output under the identity of its last piece, when the command has ended. */
  async execute(request: BashRequest): Promise<BashOutputEvent> {
    const last = await (await this.#start(request)).running.done;
    return last.order === 0 ? last : joinedOutput(this.log.store, last);
  }

  /** Resolves when the command has ended and its last output is stored: false when there never was one with this id. */
  async stop(commandId: string): Promise<boolean> {
    const running = this.#running.get(commandId);
    if (!running) return this.#hasBegun(commandId);
    await running.command.stop();
    await running.done;
    return true;
  }

  /** Ends what an earlier server has recorded as begun: its processes are gone with it. Call once, before serving. */
  async recover(): Promise<void> {
    this.log.watchAge();
    const { process, logger } = this.options;
    const all = await this.log.store.listUnfinished();
    const lost = all.filter(({ owner }) => !process.isAlive(owner));
    for (const { commandId, nextOrder: order } of lost) {
      const stderr = 'The server ended while this command ran, and the command with it. Run it again if it is needed.';
      await this.#record(commandId, { order, exit_code: -1, stdout: null, stderr });
    }
    if (lost.length > 0) logger.info('Commands of an earlier server were ended', { commands: lost.length });
  }

  /** Ends all commands, and resolves when their last outputs are stored. */
  async close(): Promise<void> {
    this.log.close();
    await this.options.runner.close();
    await Promise.allSettled([...this.#running.values()].map(({ done }) => done));
  }

  async #hasBegun(commandId: string): Promise<boolean> {
    const stored = await this.log.store.find(commandId);
    return stored !== undefined && (JSON.parse(stored.json) as BashEvent).kind === BashEventKind.Command;
  }

  async #start(request: BashRequest): Promise<{ event: BashCommandEvent; running: Running }> {
    const event: BashCommandEvent = { kind: BashEventKind.Command, ...this.#identity(), ...request };
    await this.log.append(event);
    const running = this.#launch(event);
    this.#running.set(event.id, running);
    running.done.catch((error: unknown) => this.#report(event.id, error)).finally(() => this.#running.delete(event.id));
    return { event, running };
  }

  #launch({ id, command, cwd, timeout }: BashCommandEvent): Running {
    const recorder = new OutputRecorder({ record: (content) => this.#record(id, content) });
    const running = this.options.runner.start({
      command,
      ...(cwd !== null && { cwd }),
      timeoutMs: timeout * 1000,
      onOutput: (stream, text) => recorder.write(stream, text),
    });
    return { command: running, done: running.ended.then((end) => recorder.finish(end)) };
  }

  async #record(commandId: string, content: OutputContent): Promise<BashOutputEvent> {
    const output = { kind: BashEventKind.Output, ...this.#identity(), command_id: commandId, ...content };
    await this.log.append(output);
    return output;
  }

  #identity(): { id: string; timestamp: string } {
    return { id: toHexId(this.options.ids.uuid()), timestamp: this.#times.next() };
  }

  #report(commandId: string, error: unknown): void {
    const stack = error instanceof Error ? error.stack : String(error);
    this.options.logger.error('The end of a command could not be recorded', { commandId, stack });
  }
}
