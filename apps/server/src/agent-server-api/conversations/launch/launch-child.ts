import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Engine } from '@openhands-nest/agent-core';
import type { ChildRequest, StartedChild } from '@openhands-nest/agent-tools';
import { planWorktree } from './plan-worktree.js';

/** Starts a conversation that works on a part of what another one does. @throws ConversationNotFoundError */
export async function launchChild(
  engine: Engine,
  dataDirectory: string,
  parentId: string,
  { task, title, isolation }: ChildRequest,
): Promise<StartedChild> {
  const { record: parent } = await engine.get(parentId);
  const conversationId = randomUUID();
  const { directory } = parent.spec.workspace;
  const worktrees = join(dataDirectory, 'worktrees');
  const plan = isolation === 'worktree' ? await planWorktree({ conversationId, directory, worktrees }) : undefined;
  const { record } = await engine.startChild(parentId, {
    conversationId,
    task: [{ type: 'text', text: task, cache_prompt: false }],
    ...(title && { title }),
    ...plan,
  });
  return {
    conversationId: record.id,
    status: record.executionStatus,
    title: record.title,
    directory: record.spec.workspace.directory,
    isolation: plan ? 'worktree' : 'shared',
  };
}
