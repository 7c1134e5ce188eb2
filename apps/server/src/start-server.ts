import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Isolation, Logger } from '@openhands-nest/agent-ports';
import { AppSocket } from './app-api/socket/app-socket.js';
import { AppIngress } from './agent-server-api/canvas-extensions/ingress/app-ingress.js';
import { compose, type Composition } from './composition/compose.js';
import { prepare, type Preparation } from './composition/preparation.js';
import type { ServerConfig } from './config/server-config.js';
import { createApplication } from './create-application.js';
import { AccessPolicy } from './http/access/access-policy.js';
import { AllowedOrigins } from './http/access/origins.js';
import { SessionKeys } from './http/access/session-keys.js';
import { Activity } from './http/activity.js';
import { Readiness } from './http/readiness.js';
import { listen, type Listeners } from './listeners/listeners.js';
import type { OpenedPorts } from './listeners/open-port.js';
import { bashRoute } from './sockets/bash-route.js';
import { eventsRoute } from './sockets/events-route.js';
import { sessionRoute } from './sockets/session-route.js';
import { SocketServer } from './sockets/socket-server.js';

/** Milliseconds for which requests and sockets that are still open may end by themselves. */
const GOODBYE_MS = 500;

export interface StartOptions {
  readonly config: ServerConfig;
  readonly logger: Logger;
  readonly onStorageFailure: (error: Error) => void;
  /** What has begun already. */
  readonly preparation?: Preparation;
  /** Ports that are open already and are taken over when everything else is there. */
  readonly opened?: OpenedPorts;
}

export interface RunningServer {
  readonly appUrl: string;
  readonly agentServerUrl: string;
  readonly isolation: Isolation;
  /** Resolves when everything is written and both ports are closed. Runs go on at the next start. */
  close(): Promise<void>;
}

/** Starts everything. Resolves once the work of an earlier server has been taken up. @throws Error with a sentence for people */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { config, logger, onStorageFailure, opened } = options;
  const preparation = options.preparation ?? (await prepare(config, onStorageFailure));
  const readiness = new Readiness();
  const composition = await compose({ config, logger, preparation });
  const policy = new AccessPolicy(
    new SessionKeys(config.SESSION_API_KEYS, preparation.secretKey),
    new AllowedOrigins(config.PERMITTED_CORS_ORIGINS),
    composition.comesFromJail,
  );
  try {
    const { engine, bash, conversationBash } = composition;
    const appSocket = new AppSocket({ engine, policy, readiness, logger, bash: conversationBash });
    const app = await createApplication({
      ...composition,
      config,
      policy,
      readiness,
      activity: new Activity(),
      rooms: appSocket,
      logger,
    });
    const stallMs = config.SOCKET_STALL_MS;
    const routes = [
      eventsRoute({ engine, logger, stallMs }),
      sessionRoute({ engine, logger, stallMs }),
      bashRoute({ bash, logger, stallMs }),
    ];
    const socket = new SocketServer({ routes, policy, readiness });
    const fastify = app.getHttpAdapter().getInstance();
    const listeners = await listen({
      fastify,
      socket,
      appSocket,
      ingress: app.get(AppIngress),
      host: config.HOST,
      port: config.PORT,
      agentServerPort: config.AGENT_SERVER_PORT,
      ...(opened && { opened }),
    });
    composition.ownServer.listensAt(listeners.appUrl);
    await composition.recover();
    readiness.markReady();
    const { appUrl, agentServerUrl } = listeners;
    const close = closer({ app, socket, appSocket, listeners, composition, readiness });
    return { appUrl, agentServerUrl, isolation: composition.isolation, close };
  } catch (error) {
    await composition.close();
    throw error;
  }
}

interface Closable {
  readonly app: NestFastifyApplication;
  readonly socket: SocketServer;
  readonly appSocket: AppSocket;
  readonly listeners: Listeners;
  readonly composition: Composition;
  readonly readiness: Readiness;
}

/** From the outside in: nobody new, goodbye to those who are here, then the work itself. */
function closer({ app, socket, appSocket, listeners, composition, readiness }: Closable): () => Promise<void> {
  return async () => {
    readiness.markClosing();
    listeners.close();
    socket.close();
    appSocket.close();
    const cut = setTimeout(() => {
      socket.terminate();
      listeners.terminate();
    }, GOODBYE_MS);
    await composition.close();
    clearTimeout(cut);
    socket.terminate();
    listeners.terminate();
    await app.close();
  };
}
