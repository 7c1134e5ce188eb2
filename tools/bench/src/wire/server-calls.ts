/** Requests with a session key to one server, over connections that stay open. */
export abstract class ServerCalls {
  constructor(
    readonly url: string,
    private readonly key: string,
  ) {}

  /** Headers of a request that may. */
  get headers(): Record<string, string> {
    return { 'x-session-api-key': this.key };
  }

  /** Address of a conversation's events socket. @param query without the question mark */
  socketUrl(id: string, query = ''): string {
    const url = new URL(`/sockets/events/${id}?${query}`, this.url.replace(/^http/, 'ws'));
    url.searchParams.set('session_api_key', this.key);
    return url.href;
  }

  /** The answer's JSON. @throws Error that shows what else was answered */
  protected async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: { ...this.headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }
}
