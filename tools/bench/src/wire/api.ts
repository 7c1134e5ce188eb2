/** The HTTP operations that the bench needs, over connections that stay open. */
export class Api {
  constructor(
    readonly url: string,
    private readonly key: string,
  ) {}

  /** Id of a new conversation that waits for its first message. */
  async create(): Promise<string> {
    const { conversation_id: id } = await this.call<{ conversation_id: string }>('POST', '/api/conversations', {});
    return id;
  }

  /** Resolves when the message has been acknowledged. */
  async send(id: string, text: string, run = false): Promise<void> {
    const content = [{ type: 'text', text }];
    await this.call('POST', `/api/conversations/${id}/events`, { role: 'user', content, run });
  }

  async interrupt(id: string): Promise<void> {
    await this.call('POST', `/api/conversations/${id}/interrupt`);
  }

  /** The conversation as JSON text. */
  async get(id: string): Promise<string> {
    return JSON.stringify(await this.call('GET', `/api/conversations/${id}`));
  }

  countEvents(id: string): Promise<number> {
    return this.call('GET', `/api/conversations/${id}/events/count`);
  }

  /** Address of its events socket. @param query without the question mark */
  socketUrl(id: string, query = ''): string {
    const url = new URL(`/sockets/events/${id}?${query}`, this.url.replace(/^http/, 'ws'));
    url.searchParams.set('session_api_key', this.key);
    return url.href;
  }

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: { 'x-session-api-key': this.key, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }
}
