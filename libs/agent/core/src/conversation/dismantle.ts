import type { ConversationRecord, ConversationStore } from '@openhands-nest/agent-ports';
import type { EngineOptions } from '../engine.js';

/** Conversations looked at in one go. */
const PAGE = 100;

type Parts = Pick<EngineOptions, 'logger' | 'provisioner' | 'storage'>;

/**
 * Takes away what was made for a conversation that is deleted: its working tree, unless another conversation (a fork, a
 * sub-agent) works there too. Never rejects: the conversation is gone by then.
 */
export async function dismantle(
  { id, spec }: ConversationRecord,
  { logger, provisioner, storage }: Parts,
): Promise<void> {
  const { workspace } = spec;
  if (!workspace.worktree || !provisioner.dismantle) return;
  try {
    if (await isInUse(workspace.worktree.root, storage.conversations)) return;
    await provisioner.dismantle({ conversationId: id, workspace });
  } catch (error) {
    logger.warn('The working tree of a deleted conversation is still there.', {
      conversationId: id,
      error: String(error),
    });
  }
}

async function isInUse(root: string, conversations: ConversationStore): Promise<boolean> {
  let pageId: string | undefined;
  do {
    const page = await conversations.list({ limit: PAGE, ...(pageId !== undefined && { pageId }) });
    if (page.items.some(({ spec }) => spec.workspace.worktree?.root === root)) return true;
    pageId = page.nextPageId;
  } while (pageId !== undefined);
  return false;
}
