import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const PATH = '/callback';
const PAGE = `<!doctype html><meta charset="utf-8"><title>OpenHands</title>
<p>OpenHands goes on with the sign-in. You can close this window.`;

/** Waits on loopback for the browser in which a person agrees, or not. */
export class CallbackListener {
  private constructor(private readonly server: Server) {}

  /** @param take told what the browser brings; false when that is not what was waited for */
  static async open(take: (brought: URLSearchParams) => boolean): Promise<CallbackListener> {
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const isWaitedFor = request.method === 'GET' && pathname === PATH && take(searchParams);
      const headers = { 'content-type': 'text/html', 'cache-control': 'no-store', connection: 'close' };
      if (isWaitedFor) response.writeHead(200, headers).end(PAGE);
      else response.writeHead(400, headers).end('Nobody waits for this.');
    });
    // A sign-in that nobody ends must not keep the server alive.
    server.unref();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return new CallbackListener(server);
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}${PATH}`;
  }

  close(): void {
    this.server.close();
  }
}
