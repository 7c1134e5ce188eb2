import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { OpenHandsClient } from '@openhands-nest/client';
import { FakeOpenAiServer, type FakeScript } from '@openhands-nest/testing';
import { checkedFetch } from './checked-fetch.js';
import { ServerProcess, type Environment } from './server-process.js';

/** One server with a throw-away data directory and a model that plays a script, and all that has to be cleared away after. */
export class Stage {
  readonly #servers: ServerProcess[] = [];

  private constructor(
    /** Home of everything that the test makes. */
    readonly directory: string,
    readonly model: FakeOpenAiServer | undefined,
  ) {}

  /** @param script turns of the model; undefined: no model is configured */
  static async set(script?: FakeScript): Promise<Stage> {
    const directory = await realpath(await mkdtemp(join(tmpdir(), 'openhands-nest-e2e-')));
    return new Stage(directory, script && (await new FakeOpenAiServer(script).start()));
  }

  get dataDirectory(): string {
    return join(this.directory, 'data');
  }

  /** Starts a server; a second one takes the first one's data over. */
  async startServer(environment: Environment = {}): Promise<ServerProcess> {
    const server = await ServerProcess.start({ ...this.environment, ...environment });
    this.#servers.push(server);
    return server;
  }

  get environment(): Environment {
    return {
      HOME: this.directory,
      DATA_DIR: this.dataDirectory,
      // What a machine has installed makes no difference to a story that is not about it.
      AGENT_ENABLE_BROWSING: 'false',
      ...(this.model && {
        LLM_MODEL: 'openai/fake-model',
        LLM_API_KEY: 'sk-of-the-test',
        LLM_BASE_URL: this.model.baseUrl,
        LLM_NUM_RETRIES: '1',
        // A script has no turn for a title.
        AUTO_TITLES: 'false',
      }),
    };
  }

  clientOf(server: ServerProcess, apiKey?: string): OpenHandsClient {
    return new OpenHandsClient({
      baseUrl: server.url,
      fetch: checkedFetch,
      WebSocket,
      ...(apiKey !== undefined && { apiKey }),
    });
  }

  /** The directory in which a conversation without a repository works. */
  workspaceOf(conversationId: string): string {
    return join(this.dataDirectory, 'workspaces', conversationId.replaceAll('-', ''));
  }

  async strike(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop('SIGTERM')));
    await this.model?.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}
