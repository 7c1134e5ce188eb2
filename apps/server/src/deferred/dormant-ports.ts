import { createServer, type RequestListener, type Server } from 'node:http';
import { openPort, urlOf, type OpenedPorts } from '../listeners/open-port.js';

/** Milliseconds in which a request must have arrived. */
const REQUEST_MS = 30_000;

export interface DormantPortsOptions {
  readonly host: string;
  readonly port: number;
  readonly agentServerPort: number;
  readonly onApp: RequestListener;
  readonly onAgentServer: RequestListener;
}

/**
 * The two ports of a server that waits. They stay open when another server takes them over, so that no connection is refused in
 * between; and they can be taken back.
 */
export class DormantPorts {
  private constructor(
    private readonly options: DormantPortsOptions,
    /** Holds the ports' handles, whoever serves them. */
    readonly opened: OpenedPorts,
    private serving: readonly Server[],
  ) {}

  static async open(options: DormantPortsOptions): Promise<DormantPorts> {
    const { host, port, agentServerPort } = options;
    const opened = { app: serverOf(options.onApp), agentServer: serverOf(options.onAgentServer) };
    await openPort(opened.app, 'PORT', { port, host });
    await openPort(opened.agentServer, 'AGENT_SERVER_PORT', { port: agentServerPort, host });
    return new DormantPorts(options, opened, [opened.app, opened.agentServer]);
  }

  get appUrl(): string {
    return urlOf(this.opened.app, this.options.host);
  }

  get agentServerUrl(): string {
    return urlOf(this.opened.agentServer, this.options.host);
  }

  /** Serves again what another server had taken over and does not serve. */
  async takeBack(): Promise<void> {
    const [app, agentServer] = [serverOf(this.options.onApp), serverOf(this.options.onAgentServer)];
    await openPort(app, 'PORT', this.opened.app);
    await openPort(agentServer, 'AGENT_SERVER_PORT', this.opened.agentServer);
    this.serving = [app, agentServer];
  }

  close(): void {
    for (const server of this.serving) {
      server.close();
      server.closeAllConnections();
    }
  }
}

/** Its connections end with their answer: the next one may be for somebody else. */
function serverOf(listener: RequestListener): Server {
  const server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
    response.setHeader('connection', 'close');
    listener(request, response);
  });
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  return server;
}
