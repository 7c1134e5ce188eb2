import { Inject, Injectable } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  FetchError,
  InvalidExtensionError,
  PluginNotFoundError,
  readAgentContext,
  type Extensions,
} from '@openhands-nest/agent-extensions';
import { HttpProblem } from '../../http/problems.js';
import { ENGINE, EXTENSIONS } from '../../tokens.js';
import type { Json } from '../settings/json.js';

/** Adds plugins to conversations that go on. */
@Injectable()
export class PluginLoading {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(EXTENSIONS) private readonly extensions: Extensions,
  ) {}

  /** The next step of the conversation has what the plugin brings. @throws HttpProblem 400, 404 */
  async load(conversationId: string, pluginRef: string): Promise<void> {
    const { record } = await this.engine.get(conversationId);
    const { marketplaces } = readAgentContext((record.spec.agent?.agent_context ?? {}) as Json);
    if (marketplaces.length === 0)
      throw refused(400, 'The agent has no marketplaces. Name some in registered_marketplaces of its agent_context.');
    try {
      const plugin = await this.extensions.pluginsOfConversations.resolve(pluginRef, marketplaces);
      await this.engine.addPlugin(conversationId, plugin);
    } catch (error) {
      if (error instanceof PluginNotFoundError) throw refused(404, error.message);
      if (error instanceof FetchError || error instanceof InvalidExtensionError) throw refused(400, error.message);
      throw error;
    }
  }
}

function refused(status: number, detail: string): HttpProblem {
  return new HttpProblem(status, { detail });
}
