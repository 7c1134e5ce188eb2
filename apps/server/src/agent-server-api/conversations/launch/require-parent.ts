import { resolve } from 'node:path';
import type { Engine } from '@openhands-nest/agent-core';
import type { StartConversationRequest } from '@openhands-nest/contracts/agent-server';
import { HttpProblem } from '../../../http/problems.js';

type Child = Pick<StartConversationRequest, 'conversation_id' | 'parent_conversation_id' | 'workspace'>;

/** A parent must be there, and work in the same directory. @throws HttpProblem 422 */
export async function requireParent(engine: Engine, child: Child): Promise<void> {
  const { parent_conversation_id: parentId, conversation_id: id, workspace } = child;
  if (!parentId) return;
  if (parentId === id) throw refused('A conversation cannot be its own parent');
  const parent = await engine.find(parentId);
  if (!parent) throw refused(`Parent conversation ${parentId} not found`);
  if (resolve(parent.record.spec.workspace.directory) !== resolve(workspace.working_dir))
    throw refused(`Parent conversation ${parentId} belongs to a different workspace`);
}

function refused(detail: string): HttpProblem {
  return new HttpProblem(422, { detail });
}
