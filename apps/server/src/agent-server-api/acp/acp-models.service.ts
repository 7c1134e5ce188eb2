import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { acpErrorCode } from '@openhands-nest/agent-core';
import {
  AcpError,
  type AcpAgentSpec,
  type AcpSession,
  type Logger,
  type WorkspaceProvider,
} from '@openhands-nest/agent-ports';
import { openAcpAgent } from '@openhands-nest/agent-tools';
import type { ACPModelDiscovery, ACPModelDiscoveryRequest } from '@openhands-nest/contracts/agent-server';
import { ServerConfig } from '../../config/server-config.js';
import { LOGGER, SECRET_LOOKUP, WORKSPACES } from '../../tokens.js';
import { readAcpAgent } from '../conversations/acp-document.js';
import { acpAgentOfSettings } from '../conversations/launch/acp-agent-of-settings.js';
import { readSecrets } from '../conversations/secret-sources.js';
import type { SecretLookUp } from './secret-look-up.js';
import { KeptAnswers } from './kept-answers.js';

const AT = ['body', 'agent_settings'];

/** Asks agents that are programs of their own what they offer: in a workspace that is there for this only. */
@Injectable()
export class AcpModels {
  private readonly answers = new KeptAnswers<ACPModelDiscovery>(({ error }) => error === null);

  constructor(
    @Inject(WORKSPACES) private readonly workspaces: WorkspaceProvider,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(SECRET_LOOKUP) private readonly lookUp: SecretLookUp,
    private readonly config: ServerConfig,
  ) {}

  /** What goes wrong with the program is part of the answer. @throws InvalidInputError */
  async discover({ agent_settings: settings, secrets, refresh }: ACPModelDiscoveryRequest): Promise<ACPModelDiscovery> {
    const { acp: spec } = readAcpAgent(
      acpAgentOfSettings({ ...settings, acp_model: null, mcp_config: {} }, AT),
      AT,
    ).parts;
    if (!spec) throw new Error('The description of an agent that is a program names none.');
    const environment = await this.environmentOf(readSecrets(secrets));
    const key = createHash('sha256')
      .update(JSON.stringify([spec, environment]))
      .digest('hex');
    return this.answers.get(key, refresh, () => this.ask(spec, environment));
  }

  private async ask(spec: AcpAgentSpec, environment: Readonly<Record<string, string>>): Promise<ACPModelDiscovery> {
    const conversationId = `acp-models-${randomUUID()}`;
    const directory = join(this.config.DATA_DIR, 'workspaces', conversationId);
    const workspace = await this.workspaces.open({ conversationId, directory });
    try {
      const agent = await openAcpAgent(this.logger)({
        ...{ spec, environment, workspace },
        ...{ model: undefined, mcpServers: {}, signal: new AbortController().signal },
      });
      return discovered(agent.session);
    } catch (error) {
      if (!(error instanceof AcpError)) throw error;
      return { ...NOTHING, error: { code: acpErrorCode(error), detail: masked(error.message, environment) } };
    } finally {
      await workspace.close();
      await this.workspaces.discard(conversationId);
    }
  }

  /** One that cannot be had is left out, as in conversations. */
  private async environmentOf(sources: ReturnType<typeof readSecrets>): Promise<Record<string, string>> {
    const found = await Promise.all(
      Object.entries(sources).map(async ([name, source]): Promise<[string, string][]> => {
        try {
          return [[name, typeof source === 'string' ? source : await this.lookUp(source)]];
        } catch (error) {
          this.logger.warn('A secret for an agent could not be looked up.', { name, reason: (error as Error).message });
          return [];
        }
      }),
    );
    return Object.fromEntries(found.flat());
  }
}

const NOTHING: ACPModelDiscovery = {
  ...{ agent_name: null, agent_version: null, current_model_id: null, available_models: [] },
  ...{ supports_runtime_model_switch: false, error: null },
};

function discovered({ agentName, agentVersion, model, models, canSwitchModel }: AcpSession): ACPModelDiscovery {
  return {
    agent_name: agentName || null,
    agent_version: agentVersion || null,
    current_model_id: model,
    available_models: (models ?? []).map(({ id, name, description }) => ({ model_id: id, name, description })),
    supports_runtime_model_switch: canSwitchModel,
    error: null,
  };
}

function masked(text: string, environment: Readonly<Record<string, string>>): string {
  return Object.values(environment)
    .filter((value) => value !== '')
    .reduce((rest, value) => rest.replaceAll(value, '<secret-hidden>'), text);
}
