import { isLoopbackHost } from './loopback.js';

/** Web origins whose pages may call the server: those on this machine, and the configured ones. */
export class AllowedOrigins {
  readonly #configured: ReadonlySet<string>;

  constructor(configured: readonly string[]) {
    this.#configured = new Set(configured.map((origin) => origin.replace(/\/$/, '').toLowerCase()));
  }

  has(origin: string): boolean {
    if (this.#configured.has(origin.toLowerCase())) return true;
    const host = /^https?:\/\/(\[[^\]]*\]|[^:/]+)(:\d+)?$/i.exec(origin)?.[1];
    return host !== undefined && isLoopbackHost(host);
  }
}
