import { setTimeout as delay } from 'node:timers/promises';
import type {
  Equipment,
  EquipmentProvider,
  EquipmentRequest,
  Logger,
  MessageRecall,
  Recall,
  Recalled,
  RecallRequest,
  Tool,
} from '@openhands-nest/agent-ports';
import { agentContextOf } from './agent-context.js';
import type { BookLoader } from './load-book.js';
import { PerConversation } from './per-conversation.js';
import { SkillBook } from './skill-book.js';

export interface ConversationSkillsOptions {
  readonly load: BookLoader;
  /** Makes the tool with which a model reads the skills of one conversation. */
  readonly createTool: (book: SkillBook) => Tool;
  /** Told when a conversation is no longer live. */
  readonly forget: (conversationId: string) => void;
  readonly logger: Logger;
}

/** How long a message waits for what is still being fetched. */
const PATIENCE_MS = 2_000;

/** The knowledge of all live conversations: each is read once, when it is first needed, and forgotten with the conversation. */
export class ConversationSkills implements Recall, EquipmentProvider {
  private readonly books = new PerConversation<Promise<SkillBook>>();
  /** How much equipment of a conversation is in use: a new one is made before the last one is closed. */
  private readonly users = new Map<string, number>();

  constructor(private readonly options: ConversationSkillsOptions) {}

  async equip(request: EquipmentRequest): Promise<Equipment> {
    const { id, spec } = request.record;
    const book = await this.bookOf(request);
    this.users.set(id, (this.users.get(id) ?? 0) + 1);
    return {
      tools: book.hasReadable ? [this.options.createTool(book)] : [],
      instructions: book.sections(spec.llm?.model),
      close: async () => this.release(id),
    };
  }

  async forMessage(request: RecallRequest, text: string): Promise<MessageRecall | undefined> {
    const book = await orUndefinedAfter(PATIENCE_MS, this.bookOf(request));
    return book?.recall(text);
  }

  async forPath(request: RecallRequest, path: string): Promise<readonly Recalled[]> {
    return (await this.bookOf(request)).rules(path);
  }

  /** What a live conversation knows; undefined when nothing has called for it yet. */
  known(conversationId: string): Promise<SkillBook> | undefined {
    return this.books.find(conversationId);
  }

  /** Never rejects: a conversation goes on without what cannot be read. */
  bookOf(request: RecallRequest): Promise<SkillBook> {
    return this.books.of(request, () => this.load(request));
  }

  private release(conversationId: string): void {
    const left = (this.users.get(conversationId) ?? 1) - 1;
    if (left > 0) {
      this.users.set(conversationId, left);
      return;
    }
    this.users.delete(conversationId);
    this.books.forget(conversationId);
    this.options.forget(conversationId);
  }

  private async load(request: RecallRequest): Promise<SkillBook> {
    const { load, logger } = this.options;
    try {
      const { subAgent, parentId } = request.record.spec;
      const parent = subAgent?.skills && parentId !== undefined ? await this.known(parentId) : undefined;
      if (subAgent?.skills && parent) return parent.only(subAgent.skills, request.directory);
      return new SkillBook(await load(agentContextOf(request.record), request));
    } catch (error) {
      logger.warn('The skills of a conversation could not be read.', {
        conversationId: request.record.id,
        error: error instanceof Error ? error.message : String(error),
      });
      return new SkillBook({ skills: [], suffix: null, sections: [], directory: request.directory });
    }
  }
}

async function orUndefinedAfter<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  const waited = new AbortController();
  const limit = delay(milliseconds, undefined, { signal: waited.signal }).catch(() => undefined);
  try {
    return await Promise.race([work, limit]);
  } finally {
    waited.abort();
  }
}
