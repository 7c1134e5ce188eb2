import type { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type {
  ConversationPage,
  ConversationPageQuery,
  ConversationRecord,
  ConversationStore,
  CopiedEvents,
} from '@openhands-nest/agent-ports';
import type { Channel } from '../channel/channel.js';
import { recordOf, rowOf } from './conversation-row.js';

export class SqliteConversationStore implements ConversationStore {
  constructor(private readonly channel: Channel) {}

  async create(record: ConversationRecord): Promise<void> {
    await this.channel.call('createConversation', rowOf(record));
  }

  async createWith(record: ConversationRecord, events: CopiedEvents): Promise<void> {
    await this.channel.call('forkConversation', { row: rowOf(record), events });
  }

  async find(conversationId: string): Promise<ConversationRecord | undefined> {
    const row = await this.channel.call('findConversation', { conversationId });
    return row && recordOf(row);
  }

  async list(query: ConversationPageQuery): Promise<ConversationPage> {
    const { items, nextPageId } = await this.channel.call('listConversations', query);
    return { items: items.map(recordOf), nextPageId };
  }

  count(executionStatus?: ExecutionStatus): Promise<number> {
    return this.channel.call('countConversations', { executionStatus });
  }

  async childrenOf(parentIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.channel.call('listChildren', { parents: parentIds });
    return new Map(
      parentIds.map((id) => [id, rows.filter(({ parent }) => parent === id).map(({ id: child }) => child)]),
    );
  }

  async listInterrupted(): Promise<readonly ConversationRecord[]> {
    const rows = await this.channel.call('listInterruptedConversations', undefined);
    return rows.map(recordOf);
  }

  delete(conversationId: string, fence: number): Promise<boolean> {
    return this.channel.call('deleteConversation', { conversationId, fence });
  }
}
