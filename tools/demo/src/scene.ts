import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { RECORDED_DIRECTORY } from './recording/load-recording.js';

/** The places of one demo, all below one folder that is thrown away. */
export class Scene {
  /** 32 hex digits. Chosen here, so that the place of the workspace is known before the conversation. */
  readonly conversationId = randomUUID().replaceAll('-', '');
  readonly dataDirectory: string;
  /** What the conversation clones. */
  readonly repository: string;
  /** The clone in which the agent works. */
  readonly workspace: string;

  private constructor(private readonly directory: string) {
    const name = basename(RECORDED_DIRECTORY);
    this.dataDirectory = join(directory, 'data');
    this.repository = join(directory, name);
    this.workspace = join(this.dataDirectory, 'workspaces', this.conversationId, name);
  }

  static async create(): Promise<Scene> {
    return new Scene(await realpath(await mkdtemp(join(tmpdir(), 'openhands-nest-demo-'))));
  }

  /** Synchronous, so that it can be the last thing a dying process does. */
  remove(): void {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }
}
