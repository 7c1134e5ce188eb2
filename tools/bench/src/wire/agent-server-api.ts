import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ServerCalls } from './server-calls.js';

export interface ConversationBase {
  readonly dataDirectory: string;
  readonly llmUrl?: string;
}

/** What a conversation of the bench has beside thinking and finishing. */
export interface ConversationWishes {
  /** Names of tools. */
  readonly tools?: readonly string[];
  /** Tools that may run at once. */
  readonly toolsAtOnce?: number;
  readonly subAgents?: readonly SubAgent[];
}

export interface SubAgent {
  readonly name: string;
  readonly description: string;
  readonly system_prompt: string;
}

/** Used where no model is asked. */
const NOWHERE = 'http://127.0.0.1:9/v1';
const MANY_STEPS = 100_000;

/** Operations of the Agent Server protocol that both contenders answer, as the official clients send them. */
export class AgentServerApi extends ServerCalls {
  constructor(
    url: string,
    key: string,
    private readonly base: ConversationBase,
  ) {
    super(url, key);
  }

  /** Id of a new conversation that waits for its first message. It has no terminal, so that no shells are compared. */
  async create({ tools = [], toolsAtOnce = 1, subAgents = [] }: ConversationWishes = {}): Promise<string> {
    const directory = join(this.base.dataDirectory, 'work');
    await mkdir(directory, { recursive: true });
    const { id } = await this.call<{ id: string }>('POST', '/api/conversations', {
      agent: {
        kind: 'Agent',
        llm: { model: 'openai/scripted', api_key: 'none', base_url: this.base.llmUrl ?? NOWHERE, stream: true },
        tools: tools.map((name) => ({ name })),
        tool_concurrency_limit: toolsAtOnce,
      },
      agent_definitions: subAgents,
      workspace: { kind: 'LocalWorkspace', working_dir: directory },
      max_iterations: MANY_STEPS,
      stuck_detection: false,
      autotitle: false,
    });
    return id;
  }

  /** Resolves when the message has been acknowledged. */
  async send(id: string, text: string, run = false): Promise<void> {
    const content = [{ type: 'text', text }];
    await this.call('POST', `/api/conversations/${id}/events`, { role: 'user', content, run });
  }

  /** The first page of the list. @returns how many conversations are on it */
  async list(limit: number): Promise<number> {
    const page = await this.call<{ items: unknown[] }>('GET', `/api/conversations/search?limit=${limit}`);
    return page.items.length;
  }

  countConversations(): Promise<number> {
    return this.call('GET', '/api/conversations/count');
  }

  /** Ids of all events, the oldest first. */
  async eventIds(id: string): Promise<string[]> {
    const ids: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const query: string = next && `&page_id=${next}`;
      const page: EventPage = await this.call('GET', `/api/conversations/${id}/events/search?limit=100${query}`);
      ids.push(...page.items.map((event) => event.id));
      next = page.next_page_id;
    }
    return ids;
  }

  /** Starts a command of the server itself. */
  async startCommand(command: string, timeoutSeconds: number): Promise<void> {
    await this.call('POST', '/api/bash/start_bash_command', { command, timeout: timeoutSeconds });
  }
}

interface EventPage {
  readonly items: readonly { readonly id: string }[];
  readonly next_page_id: string | null;
}
