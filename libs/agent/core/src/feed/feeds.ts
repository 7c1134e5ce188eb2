import { Feed } from './feed.js';

/** The feeds of all conversations that are being written or watched. */
export class Feeds {
  private readonly feeds = new Map<string, Feed>();

  of(conversationId: string): Feed {
    const existing = this.feeds.get(conversationId);
    if (existing) return existing;
    const feed = new Feed();
    this.feeds.set(conversationId, feed);
    return feed;
  }

  find(conversationId: string): Feed | undefined {
    return this.feeds.get(conversationId);
  }

  readers(conversationId: string): number {
    return this.feeds.get(conversationId)?.readers ?? 0;
  }

  /** Forgets a feed nobody watches. */
  release(conversationId: string): void {
    if (this.readers(conversationId) === 0) this.feeds.delete(conversationId);
  }

  /** Tells the readers that the conversation is gone. */
  end(conversationId: string): void {
    this.feeds.get(conversationId)?.end();
    this.feeds.delete(conversationId);
  }
}
