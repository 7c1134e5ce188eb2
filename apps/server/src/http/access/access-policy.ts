import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import { isLoopbackHostHeader, isLoopbackPeer } from './loopback.js';
import type { AllowedOrigins } from './origins.js';
import type { SessionKeys } from './session-keys.js';
import { cookieKeyOf, isWorkspaceFile, servesEveryOrigin } from './workspace-session.js';

export const SESSION_KEY_HEADER = 'x-session-api-key';

const OPEN_PATHS = new Set([
  '/',
  '/alive',
  '/health',
  '/ready',
  '/server_info',
  '/docs',
  '/redoc',
  '/openapi.json',
  '/api/init',
]);
const CONVERSATION_PATH = /^(?:\/agent-server)?\/(?:api\/conversations|sockets\/(?:events|session))\/([^/]+)(?:\/|$)/;

const GATEWAY_PATH = /^(?:\/agent-server)?\/v1\//;

export type Verdict =
  { readonly allowed: true } | { readonly allowed: false; readonly status: 401 | 403; readonly detail: string };

const ALLOWED: Verdict = { allowed: true };
const UNAUTHORIZED: Verdict = { allowed: false, status: 401, detail: 'Unauthorized' };

/** Decides who may do what: by session key where keys are configured, else by being a program on this machine. */
export class AccessPolicy {
  private readonly jailed = new WeakMap<Socket, boolean>();

  /** `comesFromJail` tells whether a program in one of our own jails holds the other end of a connection. */
  constructor(
    readonly keys: SessionKeys,
    readonly origins: AllowedOrigins,
    private readonly comesFromJail: (connection: ConnectionPorts) => boolean = () => false,
  ) {}

  /** Whether a path, without its query, answers everybody. */
  isOpen(path: string): boolean {
    const own = path.startsWith('/agent-server/') ? path.slice('/agent-server'.length) : path;
    return OPEN_PATHS.has(own) || own.startsWith('/docs/');
  }

  /** Whether pages of an origin may read answers. A server without keys is never open to pages from elsewhere. */
  allowsOrigin(origin: string, path: string): boolean {
    if (this.origins.has(origin)) return true;
    return this.keys.isRequired && /^https?:\/\//i.test(origin) && servesEveryOrigin(path);
  }

  /** @param key given in place of the header, such as in a socket's query */
  judge(request: IncomingMessage, path: string, key = keyOf(request, path)): Verdict {
    if (!this.keys.isRequired) return this.judgeNeighbour(request);
    if (key === undefined) return UNAUTHORIZED;
    return this.keys.opens(key, conversationOf(path)) ? ALLOWED : UNAUTHORIZED;
  }

  /** Keyless servers serve their own machine, and no web page but those of its own machine. */
  judgeNeighbour(request: IncomingMessage): Verdict {
    if (!isLoopbackPeer(request.socket.remoteAddress)) {
      return refusal(
        'This server has no session key, so it answers programs on its own machine only. Set SESSION_API_KEY to open it.',
      );
    }
    if (this.isFromJail(request.socket)) {
      return refusal(
        'Programs in a workspace may not use the server. Set SESSION_API_KEY if this one should, and give it the key.',
      );
    }
    if (!isLoopbackHostHeader(request.headers.host)) {
      return refusal(
        'This server has no session key, so it answers under the name localhost only. Set SESSION_API_KEY to use another name.',
      );
    }
    const { origin } = request.headers;
    if (origin !== undefined && !this.origins.has(origin)) {
      return refusal('This web page may not use the server. Add its origin to PERMITTED_CORS_ORIGINS if it should.');
    }
    return ALLOWED;
  }

  /** Looked up once for each connection: it costs a look at all processes. */
  private isFromJail(socket: Socket): boolean {
    const known = this.jailed.get(socket);
    if (known !== undefined) return known;
    const { localPort = 0, remotePort = 0 } = socket;
    const verdict = this.comesFromJail({ localPort, remotePort });
    this.jailed.set(socket, verdict);
    return verdict;
  }
}

/** The ports of one connection. */
export interface ConnectionPorts {
  readonly localPort: number;
  readonly remotePort: number;
}

export function headerOf(request: IncomingMessage): string | undefined {
  const value = request.headers[SESSION_KEY_HEADER];
  return Array.isArray(value) ? value[0] : value;
}

function keyOf(request: IncomingMessage, path: string): string | undefined {
  const mayUseCookie = isWorkspaceFile(path) && (request.method === 'GET' || request.method === 'HEAD');
  return headerOf(request) ?? (mayUseCookie ? cookieKeyOf(request) : undefined) ?? bearerOf(request, path);
}

/** Clients of OpenAI's API know no other header. */
function bearerOf({ headers }: IncomingMessage, path: string): string | undefined {
  return GATEWAY_PATH.test(path) ? /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] : undefined;
}

/** The conversation that a path belongs to. Encoded ids are none: what is compared must be what is routed. */
function conversationOf(path: string): string | undefined {
  const id = CONVERSATION_PATH.exec(path)?.[1];
  return id === undefined ? undefined : parseConversationId(id);
}

function refusal(detail: string): Verdict {
  return { allowed: false, status: 403, detail };
}
