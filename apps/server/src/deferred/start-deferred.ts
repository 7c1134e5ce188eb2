import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from '@openhands-nest/agent-ports';
import { InitRequest, type InitStatus } from '@openhands-nest/contracts/agent-server';
import { ConfigError } from '../config/config-error.js';
import { readConfig } from '../config/read-config.js';
import type { ServerConfig } from '../config/server-config.js';
import { AccessPolicy } from '../http/access/access-policy.js';
import { AllowedOrigins } from '../http/access/origins.js';
import { SessionKeys } from '../http/access/session-keys.js';
import { parseInput } from '../http/parse-input.js';
import { HttpProblem, invalidInput } from '../http/problems.js';
import { startServer, type RunningServer, type StartOptions } from '../start-server.js';
import { agentServerAnswers, appAnswers } from './dormant-answers.js';
import { DormantPorts } from './dormant-ports.js';
import { initEnvironment, type Environment } from './init-environment.js';

export interface DeferredOptions extends StartOptions {
  /** From which `config` was read, and to which a request adds. */
  readonly environment: Environment;
}

/** A server that waits for its configuration, or has got it. */
export type DeferredServer = Pick<RunningServer, 'appUrl' | 'agentServerUrl' | 'close'>;

/** Opens the ports and nothing else. The server starts with what `POST /api/init` brings; it may come once. */
export async function startDeferred(options: DeferredOptions): Promise<DeferredServer> {
  const { config } = options;
  const start = new DeferredStart(options);
  const ports = await DormantPorts.open({
    host: config.HOST,
    port: config.PORT,
    agentServerPort: config.AGENT_SERVER_PORT,
    onApp: appAnswers(start),
    onAgentServer: agentServerAnswers(start),
  });
  start.ports = ports;
  const { appUrl, agentServerUrl } = ports;
  return { appUrl, agentServerUrl, close: () => start.close() };
}

class DeferredStart {
  ports: DormantPorts | undefined;
  #state: InitStatus['state'] = 'dormant';
  #error: string | null = null;
  #server: RunningServer | undefined;
  #starting: Promise<unknown> | undefined;
  readonly #neighbours: AccessPolicy;

  constructor(private readonly options: DeferredOptions) {
    this.#neighbours = new AccessPolicy(new SessionKeys([], ''), new AllowedOrigins([]));
  }

  readonly status = (): InitStatus => ({ state: this.#state, error: this.#error });

  /** By the secret key; without one, programs of this machine may. */
  readonly admit = (request: IncomingMessage): void => {
    const { OH_SECRET_KEY: key } = this.options.config;
    if (key === undefined) {
      const verdict = this.#neighbours.judgeNeighbour(request);
      if (!verdict.allowed) throw new HttpProblem(verdict.status, { detail: verdict.detail });
    } else if (!isSame(String(request.headers['x-init-api-key'] ?? ''), key)) {
      throw new HttpProblem(401, { detail: 'Unauthorized' });
    }
  };

  readonly initialize = async (body: unknown): Promise<InitStatus> => {
    const request = parsed(body);
    if (this.#state !== 'dormant') throw new HttpProblem(400, { detail: `server already in state: ${this.#state}` });
    const environment = initEnvironment(this.options.environment, request);
    const config = configOf(environment);
    this.#state = 'initializing';
    this.#error = null;
    this.#starting = this.#start(config, request);
    await this.#starting;
    return this.status();
  };

  async close(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    if (this.#server) await this.#server.close();
    else this.ports?.close();
  }

  async #start(config: ServerConfig, { env }: InitRequest): Promise<void> {
    const { logger, onStorageFailure } = this.options;
    const opened = this.ports?.opened;
    try {
      // Programs that are looked for in the environment are looked for in this one.
      Object.assign(process.env, env);
      this.#server = await startServer({ config, logger, onStorageFailure, ...(opened && { opened }) });
      this.#state = 'ready';
    } catch (error) {
      await this.ports?.takeBack();
      this.#fail(error, logger);
    }
  }

  #fail(error: unknown, logger: Logger): never {
    this.#state = 'dormant';
    this.#error = error instanceof Error ? error.message : String(error);
    logger.error('The server could not start with the configuration that it was given.', { reason: this.#error });
    throw new HttpProblem(500, { detail: this.#error });
  }
}

function parsed(body: unknown): InitRequest {
  const request = parseInput(InitRequest, body, ['body']);
  if (request.session_api_keys?.some((key) => key.trim() === ''))
    throw invalidInput(['body', 'session_api_keys'], 'session_api_keys cannot contain empty keys');
  return request;
}

function configOf(environment: Environment): ServerConfig {
  try {
    return readConfig(environment);
  } catch (error) {
    throw error instanceof ConfigError ? invalidInput(['body'], error.message) : error;
  }
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
