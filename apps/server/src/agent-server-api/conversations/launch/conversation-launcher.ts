import { Inject, Injectable } from '@nestjs/common';
import type { ConversationView, Engine } from '@openhands-nest/agent-core';
import type { SecretSource } from '@openhands-nest/agent-ports';
import { findRepository } from '@openhands-nest/agent-workspace';
import type { StartConversationRequest } from '@openhands-nest/contracts/agent-server';
import { ENGINE } from '../../../tokens.js';
import { revealing } from '../../settings/reveal.js';
import { changeSecretMap } from '../../settings/secret-places.js';
import { SecretTokens } from '../../settings/secret-tokens.js';
import { readClientTools } from '../client-tools.js';
import { secretsOfContext } from '../agent-context-document.js';
import { readSecrets } from '../secret-sources.js';
import { refuseImpossible, toCreateConversation } from '../start-conversation.js';
import { notBuilt } from '../unbuilt.js';
import { AgentSources } from './agent-source.js';
import { requireParent } from './require-parent.js';

const SECRETS = ['body', 'secrets'];

/** Starts the conversations that clients ask for. */
@Injectable()
export class ConversationLauncher {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly sources: AgentSources,
    private readonly tokens: SecretTokens,
  ) {}

  /** @throws InvalidInputError, HttpProblem, NotImplementedError: nothing has been created then */
  async start(request: StartConversationRequest): Promise<{ view: ConversationView; created: boolean }> {
    const { conversation_id: id } = request;
    // A conversation that is there already is joined, whatever else the request says.
    if (id && (await this.engine.find(id))) return { view: await this.engine.start(id), created: false };
    refuseImpossible(request);
    await requireParent(this.engine, request);
    if (request.worktree && (await findRepository(request.workspace.working_dir))) throw notBuilt('worktree');
    const source = await this.sources.find(request);
    const clientTools = await readClientTools(request.client_tools);
    const secrets = { ...secretsOfContext(source.agent, source.at), ...this.secretsOf(request) };
    return this.engine.create(toCreateConversation({ request, source, secrets, clientTools }));
  }

  private secretsOf({ secrets, secrets_encrypted: encrypted }: StartConversationRequest): Record<string, SecretSource> {
    return readSecrets(encrypted ? changeSecretMap(secrets, revealing(this.tokens, SECRETS)) : secrets, SECRETS);
  }
}
