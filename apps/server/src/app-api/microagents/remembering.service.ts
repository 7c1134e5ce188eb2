import { Inject, Injectable } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  LlmError,
  LlmNotConfiguredError,
  ModelFailedError,
  type ConversationRecord,
  type LlmSettings,
} from '@openhands-nest/agent-ports';
import type { LlmFactory } from '../../agent-server-api/profiles/model-probe.service.js';
import { ConfigurationStore } from '../../agent-server-api/settings/configuration-store.js';
import { chosenLlm } from '../../agent-server-api/settings/stored-llm.js';
import { ENGINE, ENVIRONMENT_LLM, LLM_FACTORY } from '../../tokens.js';
import { legacyLog } from '../events/legacy-log.js';
import type { LegacyEvent } from '../events/projection/legacy-event.js';
import { rememberRequest, rememberedIn } from './remember-request.js';

const BEFORE = 4;
const AFTER = 5;
const PATIENCE_MS = 60_000;
/** Events that are no part of the work. */
const LEFT_OUT: ReadonlySet<unknown> = new Set([
  'agent_state_changed',
  'change_agent_state',
  'null',
  'recall',
  'system',
]);

/** Has the model find out what is worth remembering. */
@Injectable()
export class Remembering {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly store: ConfigurationStore,
    @Inject(LLM_FACTORY) private readonly createLlm: LlmFactory,
    @Inject(ENVIRONMENT_LLM) private readonly environmentLlm: LlmSettings | undefined,
  ) {}

  /** @throws LlmNotConfiguredError, ModelFailedError */
  async promptFor(record: ConversationRecord, eventId: number): Promise<string> {
    const settings = chosenLlm(await this.store.read()) ?? this.environmentLlm;
    if (!settings) throw new LlmNotConfiguredError();
    const text = await this.answerOf(settings, rememberRequest(await this.eventsAround(record, eventId)));
    const prompt = rememberedIn(text);
    if (prompt) return prompt;
    throw new ModelFailedError('The model gave no answer that can be used. Ask again.');
  }

  private async answerOf(settings: LlmSettings, question: string): Promise<string> {
    try {
      const llm = this.createLlm(settings);
      const messages = [{ role: 'user' as const, content: [{ type: 'text' as const, text: question }] }];
      return (await llm.complete({ messages, tools: [], signal: AbortSignal.timeout(PATIENCE_MS) })).text;
    } catch (error) {
      if (error instanceof LlmError) throw new ModelFailedError(error.message);
      if ((error as Error).name === 'TimeoutError')
        throw new ModelFailedError('The model did not answer in time. Ask again.');
      throw error;
    }
  }

  private async eventsAround(record: ConversationRecord, eventId: number): Promise<LegacyEvent[]> {
    const before: LegacyEvent[] = [];
    const after: LegacyEvent[] = [];
    for await (const event of legacyLog(this.engine, record)) {
      if (!isWork(event)) continue;
      if (event.id > eventId) after.push(event);
      else if (before.push(event) > BEFORE) before.shift();
      if (after.length >= AFTER) break;
    }
    return [...before, ...after];
  }
}

function isWork(event: LegacyEvent): boolean {
  const kind = 'action' in event ? event.action : event.observation;
  const details = 'args' in event ? event.args : event.extras;
  return !LEFT_OUT.has(kind) && details['hidden'] !== true;
}
