import type { Engine } from '@openhands-nest/agent-core';
import { RunInProgressError } from '@openhands-nest/agent-ports';
import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { invalidInput } from '../../http/problems.js';
import type { ClientCommand } from './client-action.js';

const REJECTION = 'The user rejected the action.';

/** Does what a client of 0.53 wants done, however it came. @throws InvalidInputError when nothing waits for what it decides */
export async function carryOut(engine: Engine, conversationId: string, command: ClientCommand): Promise<void> {
  switch (command.kind) {
    case 'message':
      return engine.send(conversationId, { content: command.content, run: true });
    case 'run':
      return engine.run(conversationId).catch(alreadyRunning);
    case 'pause':
      return engine.pause(conversationId);
    case 'interrupt':
      return engine.interrupt(conversationId);
    case 'accept':
    case 'reject':
      return confirm(engine, conversationId, command.kind === 'accept');
  }
}

async function confirm(engine: Engine, conversationId: string, accept: boolean): Promise<void> {
  const { executionStatus } = (await engine.get(conversationId)).record;
  if (executionStatus !== ExecutionStatus.WaitingForConfirmation) {
    throw invalidInput(['args', 'agent_state'], 'Nothing waits for a confirmation.');
  }
  await engine.respondToConfirmation(conversationId, { accept, reason: accept ? '' : REJECTION });
}

function alreadyRunning(error: unknown): void {
  if (!(error instanceof RunInProgressError)) throw error;
}
