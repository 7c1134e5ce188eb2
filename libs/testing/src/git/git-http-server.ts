import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBareRepository, type BareRepositoryContent } from './bare-repository.js';
import { serveByGit } from './http-backend.js';

/** One request as the host saw it. */
export interface GitHostRequest {
  readonly method: string;
  /** Path without query, for example `/acme/api.git/info/refs`. */
  readonly path: string;
  /** User and password of basic authentication. */
  readonly credentials: { readonly user: string; readonly password: string } | undefined;
}

/** Packs that wait until a test lets them go. */
export interface HeldPacks {
  /** Resolves when somebody has asked for a pack. */
  readonly requested: Promise<void>;
  release(): void;
}

/** A small true git host on the loopback interface: git's own server side over HTTP, with passwords and faults. */
export class GitHttpServer {
  /** Every request, in order. */
  readonly requests: GitHostRequest[] = [];
  /** Password that each request has to carry; undefined: open to all. */
  requiredToken: string | undefined;
  /** Status with which all requests are refused; undefined: none. */
  fault: number | undefined;
  /** Origin to which all requests are sent on; undefined: none. */
  redirectTo: string | undefined;
  private held: { wait: Promise<void>; tellRequested: () => void } | undefined;

  private constructor(
    private readonly server: Server,
    private readonly root: string,
  ) {}

  static async start(options: { readonly requiredToken?: string } = {}): Promise<GitHttpServer> {
    const server = createServer();
    const host = new GitHttpServer(server, await mkdtemp(join(tmpdir(), 'git-host-')));
    host.requiredToken = options.requiredToken;
    server.on('request', (request, response) => void host.answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return host;
  }

  /** For example `http://127.0.0.1:40123`. */
  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Adds `owner/name`. Resolves with the directory of the bare repository. */
  async addRepository(name: string, content: BareRepositoryContent = {}): Promise<string> {
    const directory = join(this.root, `${name}.git`);
    await createBareRepository(directory, content);
    return directory;
  }

  /** From now on clients can look at branches but get no pack until `release`. */
  holdPacks(): HeldPacks {
    let release: () => void = () => undefined;
    let tellRequested: () => void = () => undefined;
    const wait = new Promise<void>((resolve) => (release = resolve));
    const requested = new Promise<void>((resolve) => (tellRequested = resolve));
    this.held = { wait, tellRequested };
    return {
      requested,
      release: () => {
        this.held = undefined;
        release();
      },
    };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await rm(this.root, { recursive: true, force: true });
  }

  /** Answers for a host that has more to say than git: its API stands before this. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://host');
    const credentials = credentialsOf(request);
    this.requests.push({ method: request.method ?? '', path: url.pathname, credentials });
    if (this.redirectTo) return void response.writeHead(302, { Location: this.redirectTo + request.url }).end();
    if (this.fault) return refuse(response, this.fault);
    if (this.requiredToken && credentials?.password !== this.requiredToken) return refuse(response, 401);

    const path = url.pathname.replace(/^(.*?)(?:\.git)?(\/(?:info\/refs|git-upload-pack))$/, '$1.git$2');
    const target = { root: this.root, path, query: url.search.slice(1) };
    await serveByGit(target, request, response, this.mayAnswer(path));
  }

  private mayAnswer(path: string): Promise<void> {
    if (!this.held || !path.endsWith('/git-upload-pack')) return Promise.resolve();
    this.held.tellRequested();
    return this.held.wait;
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, status === 401 ? { 'WWW-Authenticate': 'Basic realm="git"' } : {}).end();
}

function credentialsOf(request: IncomingMessage): GitHostRequest['credentials'] {
  const [scheme, encoded] = (request.headers.authorization ?? '').split(' ');
  if (scheme !== 'Basic' || !encoded) return undefined;
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { user, password: password.join(':') };
}
