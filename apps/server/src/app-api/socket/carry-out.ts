import { budgetOf, totalCost, type Engine } from '@openhands-nest/agent-core';
import { RunInProgressError } from '@openhands-nest/agent-ports';
import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { invalidInput } from '../../http/problems.js';
import type { ClientCommand } from './client-action.js';

const REJECTION = 'The user rejected the action.';

/** Does what a client of 0.53 wants done, however it came; only its terminal needs a connection that lasts. @throws InvalidInputError when nothing waits for what it decides */
export async function carryOut(engine: Engine, conversationId: string, command: ClientCommand): Promise<void> {
  switch (command.kind) {
    case 'message':
      await renewBudget(engine, conversationId);
      return engine.send(conversationId, { content: command.content, run: true });
    case 'run':
      await renewBudget(engine, conversationId);
      return engine.run(conversationId).catch(alreadyRunning);
    case 'pause':
      return engine.pause(conversationId);
    case 'interrupt':
      return engine.interrupt(conversationId);
    case 'command':
      throw invalidInput(
        ['body', 'action'],
        'Commands are typed over Socket.IO. Here, use the bash operations of the conversation.',
      );
    case 'accept':
    case 'reject':
      return confirm(engine, conversationId, command.kind === 'accept');
  }
}

/** As in 0.53: a person who lets an agent go on whose budget is used up gives it the same once more. */
async function renewBudget(engine: Engine, conversationId: string): Promise<void> {
  const { record } = await engine.get(conversationId);
  const { trigger, maxBudget } = record.spec;
  const cost = totalCost(record.metrics);
  if (trigger === undefined || maxBudget === undefined || cost < (budgetOf(record) ?? cost)) return;
  await engine.change(conversationId, { maxBudget: cost + maxBudget });
}

async function confirm(engine: Engine, conversationId: string, accept: boolean): Promise<void> {
  const { executionStatus } = (await engine.get(conversationId)).record;
  if (executionStatus !== ExecutionStatus.WaitingForConfirmation) {
    throw invalidInput(['body', 'args', 'agent_state'], 'Nothing waits for a confirmation.');
  }
  await engine.respondToConfirmation(conversationId, { accept, reason: accept ? '' : REJECTION });
}

function alreadyRunning(error: unknown): void {
  if (!(error instanceof RunInProgressError)) throw error;
}
