import { randomUUID } from 'node:crypto';
import type { DirectoryEntry, ExecuteRequest, ExecuteResult, FileStat } from '@openhands-nest/agent-ports';
import type { FileAccess } from './file-access.js';
import { fileError } from './file-errors.js';
import { LIST_SCRIPT, READ_SCRIPT, SCRIPT_REASONS, STAT_SCRIPT, WRITE_SCRIPT } from './jailed-scripts.js';

/** Milliseconds; a script waits for nothing but the disk. */
const TIMEOUT = 30_000;
/** Bytes of names in one folder that we are ready to read. */
const MAX_LISTING = 64 * 1024 * 1024;

export type Execute = (request: ExecuteRequest) => Promise<ExecuteResult>;

/** Files as a process in the jail sees them, because a process in the jail handles them. Some 10 ms each. */
export class JailedFiles implements FileAccess {
  constructor(private readonly execute: Execute) {}

  async readFile(path: string, maxBytes: number): Promise<Buffer> {
    const limit = maxBytes + 1;
    const content = await this.run(READ_SCRIPT, path, [String(limit)], { maxOutputBytes: limit });
    if (content.length > maxBytes) throw fileError('too_large', path);
    return content;
  }

  async writeFile(path: string, content: Uint8Array, mustBeNew: boolean): Promise<void> {
    await this.run(WRITE_SCRIPT, path, [mustBeNew ? 'new' : '', `.${randomUUID()}.tmp`], { input: content });
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const result = await this.start(STAT_SCRIPT, path, [], {});
    const reason = reasonOf(result);
    if (reason === 'not_found' || reason === 'not_directory') return undefined;
    if (reason) throw fileError(reason, path);
    const [type, size, seconds] = result.stdout.toString().trim().split(' ');
    return { type: type as FileStat['type'], size: Number(size), modifiedAt: Number(seconds) * 1000 };
  }

  async list(path: string): Promise<readonly DirectoryEntry[]> {
    const listing = await this.run(LIST_SCRIPT, path, [], { maxOutputBytes: MAX_LISTING });
    const lines = listing.toString().split('\0').filter(Boolean);
    return lines.map((line) => {
      const space = line.indexOf(' ');
      return { type: line.slice(0, space) as DirectoryEntry['type'], name: line.slice(space + 1) };
    });
  }

  private async run(script: string, path: string, args: string[], options: Partial<ExecuteRequest>): Promise<Buffer> {
    const result = await this.start(script, path, args, options);
    const reason = reasonOf(result);
    if (reason) throw fileError(reason, path);
    return result.stdout;
  }

  private start(
    script: string,
    path: string,
    args: string[],
    options: Partial<ExecuteRequest>,
  ): Promise<ExecuteResult> {
    return this.execute({
      ...options,
      command: ['sh', '-c', script, 'sh', path, ...args],
      cwd: '/',
      timeoutMs: TIMEOUT,
    });
  }
}

function reasonOf({ exitCode }: ExecuteResult) {
  if (exitCode === 0) return undefined;
  return SCRIPT_REASONS[exitCode as keyof typeof SCRIPT_REASONS] ?? 'io';
}
