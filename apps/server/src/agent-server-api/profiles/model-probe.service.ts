import { Inject, Injectable } from '@nestjs/common';
import {
  DomainError,
  LLM_ERROR_CODES,
  LlmError,
  LlmErrorKind,
  type Llm,
  type LlmSettings,
} from '@openhands-nest/agent-ports';
import type { LLM, ValidateProfileResponse } from '@openhands-nest/contracts/agent-server';
import { ConversationErrorCode } from '@openhands-nest/contracts/vocabulary';
import { LLM_FACTORY } from '../../tokens.js';
import { ConfigurationStore } from '../settings/configuration-store.js';
import { revealedLlm } from '../settings/reveal.js';
import { SecretTokens } from '../settings/secret-tokens.js';
import { resolvedLlm, toLlmSettings } from '../settings/stored-llm.js';
import { ProfilesService } from './profiles.service.js';

export type LlmFactory = (settings: LlmSettings) => Llm;

/** Milliseconds that a model may take for a few words. */
const PATIENCE_MS = 45_000;
/** As few as every provider accepts. */
const REPLY_TOKENS = 16;
/** Failures of a model that is there and knows the key. */
const HARMLESS: ReadonlySet<string> = new Set([LlmErrorKind.RateLimit, LlmErrorKind.Timeout]);

const VALID: ValidateProfileResponse = { valid: true, error: null };

/** Finds out whether a model answers, by asking it. */
@Injectable()
export class ModelProbe {
  constructor(
    private readonly store: ConfigurationStore,
    private readonly profiles: ProfilesService,
    private readonly tokens: SecretTokens,
    @Inject(LLM_FACTORY) private readonly createLlm: LlmFactory,
  ) {}

  /** @param name of the saved profile that is being edited, if there is one: its key is used while no other one was entered */
  async validate(name: string, given: LLM): Promise<ValidateProfileResponse> {
    const { connections } = await this.store.read();
    const llm = await this.withSavedKey(name, resolvedLlm(revealedLlm(given, this.tokens), connections));
    try {
      // The question is whether this model answers, not whether another one would.
      const { fallbackProfiles: _, ...settings } = toLlmSettings(llm);
      await this.ask({ ...settings, attempts: 1, maxOutputTokens: REPLY_TOKENS, timeoutMs: PATIENCE_MS });
      return VALID;
    } catch (error) {
      return verdictOn(error);
    }
  }

  /** A saved key goes only where it was meant to go. */
  private async withSavedKey(name: string, llm: LLM): Promise<LLM> {
    if (llm.api_key !== null) return llm;
    const saved = await this.profiles.find(name);
    const isSamePlace = saved?.base_url === llm.base_url && providerOf(saved.model) === providerOf(llm.model);
    return saved && isSamePlace ? { ...llm, api_key: saved.api_key } : llm;
  }

  private async ask(settings: LlmSettings): Promise<void> {
    await this.createLlm(settings).complete({
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Answer with the word yes.', cache_prompt: false }] }],
      tools: [],
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  }
}

function providerOf(model: string): string {
  return model.includes('/') ? model.slice(0, model.indexOf('/')) : model;
}

function verdictOn(error: unknown): ValidateProfileResponse {
  if (error instanceof LlmError)
    return HARMLESS.has(error.kind) ? VALID : failure(LLM_ERROR_CODES[error.kind], error.message);
  if (error instanceof DOMException && error.name === 'TimeoutError') return VALID;
  if (error instanceof DomainError) return failure(ConversationErrorCode.LlmBadRequest, error.message);
  throw error;
}

function failure(type: string, message: string): ValidateProfileResponse {
  return { valid: false, error: { type, message } };
}
