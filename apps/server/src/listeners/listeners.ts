import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { SOCKET_IO_PATH, type AppSocket } from '../app-api/socket/app-socket.js';
import type { SocketServer } from '../sockets/socket-server.js';
import { AGENT_SERVER_PREFIX } from '../surfaces.js';
import { StartError } from '../start-error.js';

export interface ListenOptions {
  readonly fastify: FastifyInstance;
  readonly socket: SocketServer;
  readonly appSocket: AppSocket;
  readonly host: string;
  readonly port: number;
  readonly agentServerPort: number;
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
  host,
  port,
  agentServerPort,
}: ListenOptions): Promise<Listeners> {
  const app = fastify.server;
  const agentServer = createAgentServerListener(fastify);
  const upgrade = (request: IncomingMessage, connection: Duplex, head: Buffer): void =>
    socket.upgrade(request, connection, head);
  app.on('upgrade', (request, connection, head) => {
    if (!request.url?.startsWith(SOCKET_IO_PATH)) upgrade(request, connection, head);
  });
  agentServer.on('upgrade', upgrade);
  appSocket.attach(app);

  await open(app, 'PORT', port, host);
  await open(agentServer, 'AGENT_SERVER_PORT', agentServerPort, host);
  const servers = [app, agentServer];
  return {
    appUrl: urlOf(app, host),
    agentServerUrl: urlOf(agentServer, host),
    close: () => servers.forEach((server) => server.close().closeIdleConnections()),
    terminate: () => servers.forEach((server) => server.closeAllConnections()),
  };
}

/** Hands every request to the same application, under the Agent Server's prefix. */
function createAgentServerListener(fastify: FastifyInstance): Server {
  const { requestTimeout, headersTimeout } = fastify.server;
  const server = createServer({ requestTimeout, headersTimeout }, (request, response) => {
    // Its root is the prefix itself, without a slash.
    request.url = AGENT_SERVER_PREFIX + (request.url ?? '').replace(/^\/(?=\?|$)/, '');
    fastify.routing(request, response);
  });
  server.keepAliveTimeout = fastify.server.keepAliveTimeout;
  return server;
}

function open(server: Server, variable: string, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void =>
      reject(new StartError(sentenceFor(error, variable, port, host)));
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

function sentenceFor({ code, message }: NodeJS.ErrnoException, variable: string, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another program. Stop that one, or set ${variable} to another port (0 picks a free one).`;
  if (code === 'EACCES')
    return `Port ${port} needs more rights than this user has. Set ${variable} to a port from 1024 on.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}. Set HOST to one that it has, such as 127.0.0.1.`;
  return `Cannot listen on ${host}, port ${port}: ${message}. Check HOST and ${variable}.`;
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
