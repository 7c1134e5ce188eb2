import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createEngine, type Engine } from '@openhands-nest/agent-core';
import { readRecording, TrajectoryLlm } from '@openhands-nest/agent-llm';
import type { GitHosts, Llm, Logger, Storage, WorkspaceProvider, WorkspaceProvisioner } from '@openhands-nest/agent-ports';
import { openAcpAgent } from '@openhands-nest/agent-tools';
import { createWorkspaceProvider, validateRepository } from '@openhands-nest/agent-workspace';
import { AppIngress } from '../agent-server-api/canvas-extensions/ingress/app-ingress.js';
import { AppSocket } from '../app-api/socket/app-socket.js';
import { composeBash } from '../composition/compose-bash.js';
import { composeConversationBash, endingCommands } from '../composition/compose-conversation-bash.js';
import { composeExtensions } from '../composition/compose-extensions.js';
import { mcpProbe } from '../composition/compose-mcp-probe.js';
import { composeSettings } from '../composition/compose-settings.js';
import { processIdentity } from '../composition/process-identity.js';
import { randomIds, systemClock } from '../composition/system-clock.js';
import { readConfig } from '../config/read-config.js';
import type { ServerConfig } from '../config/server-config.js';
import type { BashCommands } from '../agent-server-api/bash/bash-commands.js';
import { createApplication } from '../create-application.js';
import { AccessPolicy } from '../http/access/access-policy.js';
import { AllowedOrigins } from '../http/access/origins.js';
import { SessionKeys } from '../http/access/session-keys.js';
import { Activity } from '../http/activity.js';
import { Readiness } from '../http/readiness.js';
import { listen } from '../listeners/listeners.js';
import { bashRoute } from '../sockets/bash-route.js';
import { eventsRoute } from '../sockets/events-route.js';
import { sessionRoute } from '../sockets/session-route.js';
import { SocketServer } from '../sockets/socket-server.js';

export interface TestServerOptions {
  readonly storage: Storage;
  /** Undefined: no model is configured. */
  readonly llm?: Llm;
  readonly environment?: Readonly<Record<string, string>>;
  readonly authenticationMs?: number;
  readonly isReady?: boolean;
  readonly gitHosts?: GitHosts;
  /** Put between the engine and the surfaces, to let a test see or break something. */
  readonly wrap?: (engine: Engine) => Engine;
}

export interface TestServer {
  readonly url: string;
  readonly agentServerUrl: string;
  readonly engine: Engine;
  readonly bash: BashCommands;
  /** What was written to the log. */
  readonly log: string[];
  readonly keys: SessionKeys;
  close(): Promise<void>;
}

export const TEST_SECRET_KEY = 'a secret of this test';

/** Both surfaces on free ports of loopback, over a real engine with the given storage and model, and no tools. */
export async function openTestServer(options: TestServerOptions): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'openhands-nest-server-'));
  const config = readConfig({
    PORT: '0',
    AGENT_SERVER_PORT: '0',
    DATA_DIR: directory,
    // What a machine has installed makes no difference to these tests.
    AGENT_ENABLE_BROWSING: 'false',
    ...options.environment,
  });
  const log: string[] = [];
  const logger = loggerInto(log);
  const workspaces = await createWorkspaceProvider({ sandbox: 'local', dataDirectory: config.DATA_DIR, logger });
  const conversationBash = composeConversationBash(options.storage, workspaces, logger);
  const inner = await engineOver(options, config, logger, endingCommands(workspaces, conversationBash));
  const engine = options.wrap?.(inner) ?? inner;
  const bash = composeBash(options.storage, config, logger);
  const extensions = composeExtensions(config, logger, directory);
  const probeMcp = mcpProbe(workspaces, join(directory, 'workspaces'));
  const settings = await composeSettings(options.storage.settings, config, TEST_SECRET_KEY, probeMcp);
  const keys = new SessionKeys(config.SESSION_API_KEYS, TEST_SECRET_KEY);
  const policy = new AccessPolicy(keys, new AllowedOrigins(config.PERMITTED_CORS_ORIGINS));
  const readiness = new Readiness();
  if (options.isReady ?? true) readiness.markReady();

  const appSocket = new AppSocket({ engine, policy, readiness, logger, bash: conversationBash });
  const checkRepository = ({ name }: { name: string }): void => validateRepository(name, { allowLocal: false });
  const app = await createApplication({
    config,
    engine,
    settings,
    bash,
    conversationBash,
    extensions,
    workspaces,
    policy,
    readiness,
    activity: new Activity(),
    rooms: appSocket,
    logger,
    parseTrajectory: readRecording,
    checkRepository,
    ...(options.gitHosts && { gitHosts: options.gitHosts }),
  });
  const stallMs = config.SOCKET_STALL_MS;
  const socket = new SocketServer({
    routes: [eventsRoute({ engine, logger, stallMs }), sessionRoute({ engine, logger, stallMs }), bashRoute({ bash, logger, stallMs })],
    policy,
    readiness,
    ...(options.authenticationMs && { authenticationMs: options.authenticationMs }),
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const listeners = await listen({ fastify, socket, appSocket, ingress: app.get(AppIngress), host: config.HOST, port: 0, agentServerPort: 0 });
  return {
    url: listeners.appUrl,
    agentServerUrl: listeners.agentServerUrl,
    engine: inner,
    bash,
    log,
    keys,
    async close() {
      appSocket.close();
      socket.close();
      socket.terminate();
      listeners.close();
      listeners.terminate();
      await app.close();
      await Promise.all([bash.close(), conversationBash.close()]);
      await inner.close();
      await options.storage.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function engineOver(
  { storage, llm }: TestServerOptions,
  config: ServerConfig,
  logger: Logger,
  workspaces: WorkspaceProvider,
): Promise<Engine> {
  const engine = createEngine({
    storage,
    workspaces,
    provisioner: PLAIN_DIRECTORY,
    tools: new Map(),
    openAcpAgent: openAcpAgent(logger),
    llmSettings: async () => (llm ? { model: llm.model } : undefined),
    createLlm: () => llm as Llm,
    createReplay: (steps, startAt, next) => new TrajectoryLlm(steps, startAt, next),
    observationContent: ({ content }) => content,
    workspacesDirectory: join(config.DATA_DIR, 'workspaces'),
    clock: systemClock,
    ids: randomIds,
    logger,
    process: processIdentity(),
  });
  await engine.recover();
  return engine;
}

const PLAIN_DIRECTORY: WorkspaceProvisioner = {
  provision: async ({ workspace }) => ({ directory: workspace.directory }),
};

function loggerInto(log: string[]): Logger {
  const write = (message: string, details?: object): void =>
    void log.push(`${message} ${JSON.stringify(details ?? {})}`);
  return { info: write, warn: write, error: write };
}
