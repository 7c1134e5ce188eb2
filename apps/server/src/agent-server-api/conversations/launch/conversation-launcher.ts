import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { ConversationView, Engine } from '@openhands-nest/agent-core';
import type { SecretSource } from '@openhands-nest/agent-ports';
import type { StartConversationRequest } from '@openhands-nest/contracts/agent-server';
import { ServerConfig } from '../../../config/server-config.js';
import { ENGINE } from '../../../tokens.js';
import { revealing } from '../../settings/reveal.js';
import { changeSecretMap } from '../../settings/secret-places.js';
import { SecretTokens } from '../../settings/secret-tokens.js';
import { readClientTools } from '../client-tools.js';
import { secretsOfContext } from '../agent-context-document.js';
import { readSecrets } from '../secret-sources.js';
import { directoryOf, refuseImpossible, toCreateConversation } from '../start-conversation.js';
import { AgentSources } from './agent-source.js';
import { planWorktree, type WorktreePlan } from './plan-worktree.js';
import { requireParent } from './require-parent.js';

const SECRETS = ['body', 'secrets'];

/** Starts the conversations that clients ask for. */
@Injectable()
export class ConversationLauncher {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly sources: AgentSources,
    private readonly tokens: SecretTokens,
    private readonly config: ServerConfig,
  ) {}

  /** @throws InvalidInputError, HttpProblem, NotImplementedError: nothing has been created then */
  async start(request: StartConversationRequest): Promise<{ view: ConversationView; created: boolean }> {
    const { conversation_id: id } = request;
    // A conversation that is there already is joined, whatever else the request says.
    if (id && (await this.engine.find(id))) return { view: await this.engine.start(id), created: false };
    refuseImpossible(request);
    await requireParent(this.engine, request);
    const source = await this.sources.find(request);
    const clientTools = await readClientTools(request.client_tools);
    const secrets = { ...secretsOfContext(source.agent, source.at), ...this.secretsOf(request) };
    const conversationId = id ?? randomUUID();
    const worktree = request.worktree ? await this.worktreeOf(request, conversationId) : undefined;
    const prepared = { request, source, secrets, clientTools, ...(worktree && { worktree }) };
    return this.engine.create({ ...toCreateConversation(prepared), conversationId });
  }

  private worktreeOf(request: StartConversationRequest, conversationId: string): Promise<WorktreePlan | undefined> {
    return planWorktree({
      conversationId,
      directory: directoryOf(request),
      worktrees: join(this.config.DATA_DIR, 'worktrees'),
      options: request.worktree_options ?? null,
    });
  }

  private secretsOf({ secrets, secrets_encrypted: encrypted }: StartConversationRequest): Record<string, SecretSource> {
    return readSecrets(encrypted ? changeSecretMap(secrets, revealing(this.tokens, SECRETS)) : secrets, SECRETS);
  }
}
