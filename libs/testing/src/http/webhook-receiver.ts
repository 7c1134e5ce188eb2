import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A post that was received. */
export interface ReceivedPost {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came. */
  readonly text: string;
  readonly body: unknown;
  /** With which it was answered; 0: not at all. */
  readonly status: number;
}

/** A receiver of webhooks on loopback, which answers as it is told and remembers what it got. */
export class WebhookReceiver {
  /** All posts, also those that were refused. */
  readonly posts: ReceivedPost[] = [];
  #answer: (post: Omit<ReceivedPost, 'status'>) => number = () => 200;
  #wake = Promise.withResolvers<void>();

  private constructor(private readonly server: Server) {}

  /** @param port a port that was in use before; default: a free one */
  static async listen(port = 0): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const status = receiver.#take(request.url ?? '/', request.headers, Buffer.concat(chunks).toString());
        if (status > 0) response.writeHead(status).end();
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How posts are answered from now on: by a status, or not at all by 0. */
  answer(status: number | ((post: Omit<ReceivedPost, 'status'>) => number)): void {
    this.#answer = typeof status === 'function' ? status : () => status;
  }

  /** Resolves when what was received is enough. */
  async until(isEnough: (posts: readonly ReceivedPost[]) => boolean): Promise<void> {
    while (!isEnough(this.posts)) await this.#wake.promise;
  }

  /** Events of a conversation that were taken, in the order in which they came. */
  eventsOf<Event = { readonly id: string }>(conversationId: string): Event[] {
    const path = `/events/${conversationId.replaceAll('-', '')}`;
    return this.posts
      .filter((post) => post.path === path && post.status === 200)
      .flatMap(({ body }) => body as Event[]);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  #take(path: string, headers: IncomingHttpHeaders, text: string): number {
    const post = { path, headers, text, body: JSON.parse(text) as unknown };
    const status = this.#answer(post);
    this.posts.push({ ...post, status });
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
    return status;
  }
}
