import { Inject, Injectable } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import { ConversationNotFoundError } from '@openhands-nest/agent-ports';
import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import { HttpProblem } from '../../http/problems.js';
import { ENGINE } from '../../tokens.js';
import { GitAccounts } from '../git-accounts/git-accounts.service.js';
import { CHANGE_REQUEST_TOOLS } from './change-request-tools.js';

export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

/** Opens pull and merge requests with the saved tokens, and remembers which conversation they belong to. */
@Injectable()
export class ChangeRequests {
  constructor(
    private readonly accounts: GitAccounts,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {}

  /** What a model is told: the address of the request, or why there is none. Never rejects. */
  async call(name: string, arguments_: Readonly<Record<string, unknown>>, conversation?: string): Promise<ToolAnswer> {
    const tool = CHANGE_REQUEST_TOOLS.find((candidate) => candidate.name === name);
    if (!tool) return { text: `There is no tool ${name} here.`, isError: true };
    try {
      const account = await this.accounts.of(tool.provider);
      const opened = await account.openChangeRequest(tool.read(arguments_));
      await this.#remember(conversation, opened.number);
      return { text: opened.url, isError: false };
    } catch (error) {
      return { text: sentenceOf(error), isError: true };
    }
  }

  /** A conversation that has gone meanwhile takes nothing away from the request. */
  async #remember(conversation: string | undefined, prNumber: number): Promise<void> {
    const id = conversation === undefined ? undefined : parseConversationId(conversation);
    if (id === undefined) return;
    await this.engine.change(id, { prNumber }).catch((error: unknown) => {
      if (!(error instanceof ConversationNotFoundError)) throw error;
    });
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof HttpProblem && typeof error.body === 'string') return error.body;
  return error instanceof Error ? error.message : String(error);
}
