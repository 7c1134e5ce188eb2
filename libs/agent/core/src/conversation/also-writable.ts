import type { ConversationRecord } from '@openhands-nest/agent-ports';

/** What a conversation writes to beside its directory: working trees of one repository share what git keeps of it. */
export function alsoWritable({ spec }: ConversationRecord): { readonly alsoWritable?: readonly string[] } {
  const { worktree } = spec.workspace;
  return worktree ? { alsoWritable: [worktree.root, worktree.commonDirectory] } : {};
}
