import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { SOCKET_IO_PATH, type AppSocket } from '../app-api/socket/app-socket.js';
import type { AppIngress } from '../agent-server-api/canvas-extensions/ingress/app-ingress.js';
import type { SocketServer } from '../sockets/socket-server.js';
import { AGENT_SERVER_PREFIX } from '../surfaces.js';
import { openPort, urlOf, type OpenedPorts } from './open-port.js';

export interface ListenOptions {
  readonly fastify: FastifyInstance;
  readonly socket: SocketServer;
  readonly appSocket: AppSocket;
  /** Takes what is for programs of extensions off the Agent Server's port. */
  readonly ingress: AppIngress;
  readonly host: string;
  readonly port: number;
  readonly agentServerPort: number;
  /** Ports that are open already and are taken over. */
  readonly opened?: OpenedPorts;
}

/** The two open ports. */
export interface Listeners {
  readonly appUrl: string;
  readonly agentServerUrl: string;
  /** Takes no more connections. Those that are idle end at once, the others when `terminate` is called. */
  close(): void;
  terminate(): void;
}

/** Opens both ports. @throws StartError naming the variable to change */
export async function listen({
  fastify,
  socket,
  appSocket,
  ingress,
  host,
  port,
  agentServerPort,
  opened,
}: ListenOptions): Promise<Listeners> {
  const app = fastify.server;
  const agentServer = createAgentServerListener(fastify, ingress);
  const upgrade = (request: IncomingMessage, connection: Duplex, head: Buffer): void =>
    socket.upgrade(request, connection, head);
  app.on('upgrade', (request, connection, head) => {
    if (!request.url?.startsWith(SOCKET_IO_PATH)) upgrade(request, connection, head);
  });
  agentServer.on('upgrade', (request, connection, head) => {
    if (!ingress.upgrade({ request, connection, head })) upgrade(request, connection, head);
  });
  appSocket.attach(app);

  await openPort(app, 'PORT', opened?.app ?? { port, host });
  await openPort(agentServer, 'AGENT_SERVER_PORT', opened?.agentServer ?? { port: agentServerPort, host });
  const servers = [app, agentServer];
  return {
    appUrl: urlOf(app, host),
    agentServerUrl: urlOf(agentServer, host),
    close: () => servers.forEach((server) => server.close().closeIdleConnections()),
    terminate: () => servers.forEach((server) => server.closeAllConnections()),
  };
}

/** Hands every other request to the same application, under the Agent Server's prefix. */
function createAgentServerListener(fastify: FastifyInstance, ingress: AppIngress): Server {
  const { requestTimeout, headersTimeout } = fastify.server;
  const server = createServer({ requestTimeout, headersTimeout }, (request, response) => {
    if (ingress.serve(request, response)) return;
    // Its root is the prefix itself, without a slash.
    request.url = AGENT_SERVER_PREFIX + (request.url ?? '').replace(/^\/(?=\?|$)/, '');
    fastify.routing(request, response);
  });
  server.keepAliveTimeout = fastify.server.keepAliveTimeout;
  return server;
}
