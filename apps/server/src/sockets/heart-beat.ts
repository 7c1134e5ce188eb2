import type { WebSocket, WebSocketServer } from 'ws';

/** Milliseconds between two pings. A peer that answers none of them in that time is gone. */
const INTERVAL_MS = 30_000;

/** Finds connections whose other end vanished without a word, so that they do not count as readers for ever. */
export class HeartBeat {
  readonly #silent = new WeakSet<WebSocket>();
  readonly #timer: NodeJS.Timeout;

  constructor(server: WebSocketServer) {
    this.#timer = setInterval(() => this.#beat(server.clients), INTERVAL_MS);
    this.#timer.unref();
  }

  watch(socket: WebSocket): void {
    socket.on('pong', () => this.#silent.delete(socket));
    socket.on('message', () => this.#silent.delete(socket));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(sockets: Iterable<WebSocket>): void {
    for (const socket of sockets) {
      // Whoever has not taken what was sent cannot have seen the ping either: that is the stall watch's business.
      if (socket.bufferedAmount > 0) continue;
      if (this.#silent.has(socket)) socket.terminate();
      else this.#ping(socket);
    }
  }

  #ping(socket: WebSocket): void {
    if (socket.readyState !== socket.OPEN) return;
    this.#silent.add(socket);
    socket.ping();
  }
}
