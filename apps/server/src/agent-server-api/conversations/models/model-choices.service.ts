import { Injectable } from '@nestjs/common';
import type { ModelChoice } from '@openhands-nest/agent-core';
import type { LLM } from '@openhands-nest/contracts/agent-server';
import { HttpProblem, invalidInput } from '../../../http/problems.js';
import { ConfigurationStore } from '../../settings/configuration-store.js';
import type { Configuration } from '../../settings/configuration.js';
import { revealedLlm } from '../../settings/reveal.js';
import { SecretTokens } from '../../settings/secret-tokens.js';
import { isConnectionBroken, resolvedLlm, toLlmSettings } from '../../settings/stored-llm.js';
import { withoutSecrets } from '../llm-document.js';

/** Understands which model a conversation is to be switched to. */
@Injectable()
export class ModelChoices {
  constructor(
    private readonly store: ConfigurationStore,
    private readonly tokens: SecretTokens,
  ) {}

  /** A model that the request describes. @throws InvalidInputError */
  async described(given: LLM): Promise<ModelChoice> {
    const configuration = await this.store.read();
    if (isConnectionBroken(given, configuration.connections)) {
      throw invalidInput(
        ['body', 'llm', 'provider_connection_id'],
        'There is no such provider connection. Choose another one, or enter a key.',
      );
    }
    return choiceOf(revealedLlm(given, this.tokens), configuration);
  }

  /** The model of a saved profile, counted under the profile's own usage id. @throws HttpProblem 404, 400 */
  async ofProfile(name: string): Promise<ModelChoice> {
    const configuration = await this.store.read();
    const { profiles, connections } = configuration;
    const llm = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
    if (!llm) throw new HttpProblem(404, { detail: `Profile '${name}' not found` });
    if (isConnectionBroken(llm, connections)) {
      throw new HttpProblem(400, {
        detail: `The provider connection of profile '${name}' is gone. Choose another one, or enter a key.`,
      });
    }
    return choiceOf({ ...llm, usage_id: `profile:${name}` }, configuration);
  }
}

function choiceOf(llm: LLM, { connections }: Configuration): ModelChoice {
  const resolved = resolvedLlm(llm, connections);
  return { settings: toLlmSettings(resolved), document: withoutSecrets({ ...resolved }) };
}
