import { Injectable } from '@nestjs/common';
import type { ModelChoice } from '@openhands-nest/agent-core';
import type { LLM } from '@openhands-nest/contracts/agent-server';
import { HttpProblem, invalidInput } from '../../../http/problems.js';
import { ConfigurationStore } from '../../settings/configuration-store.js';
import { choiceOf, profileChoice } from '../../settings/profile-choice.js';
import { revealedLlm } from '../../settings/reveal.js';
import { SecretTokens } from '../../settings/secret-tokens.js';
import { isConnectionBroken } from '../../settings/stored-llm.js';

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
    const choice = profileChoice(configuration, name);
    if (choice) return choice;
    if (!Object.hasOwn(configuration.profiles, name))
      throw new HttpProblem(404, { detail: `Profile '${name}' not found` });
    throw new HttpProblem(400, {
      detail: `The provider connection of profile '${name}' is gone. Choose another one, or enter a key.`,
    });
  }
}
