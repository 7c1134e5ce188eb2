import { ServerCalls } from './server-calls.js';

/** The HTTP operations that the bench needs. */
export class Api extends ServerCalls {
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
}
