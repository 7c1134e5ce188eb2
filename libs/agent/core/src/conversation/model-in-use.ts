import { AgentRefusedError, LlmNotConfiguredError, type Llm, type LlmSettings } from '@openhands-nest/agent-ports';
import type { EngineOptions } from '../engine.js';
import type { Journal } from '../journal/journal.js';
import { nextReplayStep } from '../run/replay.js';
import type { ConversationSecrets, SecretsKeeper } from './conversation-secrets.js';
import { modelSettings, switchedChange, switchedModel, type ModelChoice } from './switched-model.js';
import { wireAgentOf } from './wire-state.js';

/** The model of one conversation: the one of its creation or the server's, until it is switched to another. */
export class ModelInUse {
  private live: Llm | undefined;

  constructor(
    private readonly journal: Journal,
    private readonly secrets: SecretsKeeper,
    private readonly options: EngineOptions,
  ) {}

  /** The model as it was last loaded or switched to; undefined: only recorded replies can be given. */
  get llm(): Llm | undefined {
    return this.live;
  }

  /** Gets the model ready for what comes next. @throws LlmNotConfiguredError when neither a model nor a recording can answer */
  async load(): Promise<Llm | undefined> {
    // Its agent answers without a model of ours.
    if (this.journal.record.spec.acp) return undefined;
    const before = switchedModel(this.journal.record);
    const settings = await this.settings();
    if (switchedModel(this.journal.record) !== before) return this.load();
    if (!settings && !nextReplayStep(this.journal.record)) throw new LlmNotConfiguredError();
    this.live = settings && this.options.createLlm(settings);
    return this.live;
  }

  /** Gets the model ready for a question that no recording can answer; beside an agent of its own kind, the server's. @throws LlmNotConfiguredError */
  async require(): Promise<Llm> {
    const settings = this.journal.record.spec.acp ? await this.options.llmSettings() : await this.settings();
    if (!settings) throw new LlmNotConfiguredError();
    return this.options.createLlm(settings);
  }

  /** How the model is called; undefined when none is configured. */
  async settings(): Promise<LlmSettings | undefined> {
    const { record } = this.journal;
    if (record.spec.acp) return undefined;
    const own = modelSettings(record);
    if (!own) return this.options.llmSettings();
    const { modelKey, switchedKeys = {} } = await this.secrets.read();
    const switched = switchedModel(record);
    const key = switched ? switchedKeys[switched.key ?? ''] : modelKey;
    return key === undefined ? own : { ...own, apiKey: key };
  }

  /** The next step asks this model, also within a run. @throws InvalidRequestError for a name that says nothing */
  async switch(choice: ModelChoice): Promise<void> {
    if (this.journal.record.spec.acp)
      throw new AgentRefusedError(
        'The agent of this conversation is a program with models of its own. Use switch_acp_model.',
      );
    const llm = this.options.createLlm(choice.settings);
    const { apiKey } = choice.settings;
    const key = apiKey === undefined ? undefined : this.options.ids.uuid();
    // The key is there before the state names it: a crash in between loses nothing.
    if (key !== undefined && apiKey !== undefined)
      await this.secrets.change((secrets) => this.withKey(secrets, key, apiKey));
    await this.journal.transact((record) =>
      switchedChange(record, choice, key, (after) => wireAgentOf(after, llm.model)),
    );
    this.live = llm;
  }

  /** Only the key in force is kept beside the new one. */
  private withKey(secrets: ConversationSecrets, name: string, value: string): ConversationSecrets {
    const current = switchedModel(this.journal.record)?.key;
    const kept = current === undefined ? undefined : secrets.switchedKeys?.[current];
    const others = current === undefined || kept === undefined ? {} : { [current]: kept };
    return { ...secrets, switchedKeys: { ...others, [name]: value } };
  }
}
