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
import { RUNTIME_PLUGINS } from './runtime-plugins.js';
import { SkillBook } from './skill-book.js';

export interface ConversationSkillsOptions {
  readonly load: BookLoader;
  /** Makes the tool with which a model reads the skills of one conversation. */
  readonly createTool: (book: SkillBook) => Tool;
  /** Told when a conversation is no longer live. */
  readonly forget: (conversationId: string) => void;
  readonly logger: Logger;
}

interface Kept {
  /** What the book was made from, as far as that can change. */
  readonly key: string;
  readonly book: Promise<SkillBook>;
}

/** How long a message waits for what is still being fetched. */
const PATIENCE_MS = 2_000;
/** Conversations whose knowledge is kept in the memory at once. */
const MAX_KEPT = 500;

/** The knowledge of all live conversations: each is read once, when it is first needed, and forgotten with the conversation. */
export class ConversationSkills implements Recall, EquipmentProvider {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly options: ConversationSkillsOptions) {}

  async equip(request: EquipmentRequest): Promise<Equipment> {
    const book = await this.bookOf(request);
    const kept = this.kept.get(request.record.id);
    return {
      tools: book.hasReadable ? [this.options.createTool(book)] : [],
      instructions: book.sections(request.record.spec.llm?.model),
      close: async () => {
        if (this.kept.get(request.record.id) !== kept) return;
        this.kept.delete(request.record.id);
        this.options.forget(request.record.id);
      },
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
    return this.kept.get(conversationId)?.book;
  }

  /** Never rejects: a conversation goes on without what cannot be read. */
  bookOf(request: RecallRequest): Promise<SkillBook> {
    const { id, agentState } = request.record;
    const key = JSON.stringify(agentState[RUNTIME_PLUGINS] ?? []);
    const known = this.kept.get(id);
    if (known?.key === key) return known.book;
    const book = this.load(request);
    this.kept.delete(id);
    this.kept.set(id, { key, book });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return book;
  }

  private async load(request: RecallRequest): Promise<SkillBook> {
    const { load, logger } = this.options;
    try {
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
