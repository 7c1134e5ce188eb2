import { UnknownProfileError, type ModelQuestion, type Models } from '@openhands-nest/agent-ports';
import type { EngineOptions } from '../engine.js';
import type { Journal } from '../journal/journal.js';
import { usageChange } from '../run/usage.js';
import { latestMessages } from '../view/latest-messages.js';
import { readSecrets } from './conversation-secrets.js';
import type { ModelInUse } from './model-in-use.js';
import type { ModelChoice } from './switched-model.js';

export interface ConversationModelsParts {
  readonly journal: Journal;
  readonly model: ModelInUse;
  readonly options: EngineOptions;
}

/** The models beside the one in use, for the tools of one conversation. */
export class ConversationModels implements Models {
  constructor(private readonly parts: ConversationModelsParts) {}

  async profiles(): Promise<readonly string[]> {
    const saved = (await this.parts.options.savedModels?.names()) ?? [];
    return [...new Set([...Object.keys(await this.own()), ...saved])].sort();
  }

  async ask({ profile, usageId, messages, signal }: ModelQuestion): Promise<string> {
    const { journal, options } = this.parts;
    const llm = options.createLlm((await this.choice(profile)).settings);
    const reply = await llm.complete({ messages, tools: [], signal });
    await journal.transact((record) => usageChange(record, { usageId, model: llm.model }, reply));
    return reply.text;
  }

  async switchTo(profile: string): Promise<string> {
    const { settings, document } = await this.choice(profile);
    await this.parts.model.switch({ settings, document: { ...document, usage_id: `profile:${profile}` } });
    return settings.model;
  }

  latestMessages(count: number): Promise<readonly string[]> {
    const { journal, options } = this.parts;
    return latestMessages(options.storage.events, journal.record, count);
  }

  private async choice(profile: string): Promise<ModelChoice> {
    const own = await this.own();
    const choice = Object.hasOwn(own, profile) ? own[profile] : await this.parts.options.savedModels?.choice(profile);
    if (!choice) throw new UnknownProfileError(profile);
    return choice;
  }

  /** Those that the conversation was created with. */
  private async own(): Promise<Readonly<Record<string, ModelChoice>>> {
    const { journal, options } = this.parts;
    return (await readSecrets(options.storage.settings, journal.record.id)).models ?? {};
  }
}
