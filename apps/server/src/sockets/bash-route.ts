import type { Logger } from '@openhands-nest/agent-ports';
import type { BashCommands } from '../agent-server-api/bash/bash-commands.js';
import { BashConnection } from './bash-connection.js';
import { readBashRequest, type BashSocketRequest } from './bash-socket-request.js';
import type { SocketRoute } from './socket-server.js';

export interface BashRouteOptions {
  readonly bash: BashCommands;
  readonly logger: Logger;
  /** Milliseconds for which a connection may take nothing. */
  readonly stallMs: number;
}

/** `/sockets/bash-events`: every command and output of the server, and commands to run. */
export function bashRoute(options: BashRouteOptions): SocketRoute<BashSocketRequest> {
  return { read: readBashRequest, serve: (open) => new BashConnection({ ...open, ...options }).open() };
}
