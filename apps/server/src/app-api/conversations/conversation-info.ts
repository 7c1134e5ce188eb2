import type { ConversationInfo } from '@openhands-nest/contracts/app';
import { ConversationStatus, toHexId } from '@openhands-nest/contracts/vocabulary';
import { branchOf, type ConversationView } from '@openhands-nest/agent-core';

/** Characters of the id in the title of a conversation that has none. */
const ID_CHARS = 5;

/** What the answer depends on beside the conversation. */
export interface InfoContext {
  /** Origin of the OpenHands API as clients see it; undefined: URLs stay relative. */
  readonly publicUrl: string | undefined;
  readonly sessionKey: string | undefined;
}

/** A conversation as the OpenHands API shows it. Every value is what the engine knows now. */
export function toConversationInfo(
  { record, status, readers }: ConversationView,
  context: InfoContext,
): ConversationInfo {
  const id = toHexId(record.id);
  const { repository } = record.spec.workspace;
  const isStopped = status === ConversationStatus.Stopped;
  return {
    conversation_id: id,
    title: titleOf(record.title, id),
    last_updated_at: record.updatedAt,
    status,
    runtime_status: record.runtimeStatus,
    selected_repository: repository?.name ?? null,
    selected_branch: branchOf(record) ?? null,
    git_provider: repository?.provider ?? null,
    trigger: record.spec.trigger ?? null,
    num_connections: readers,
    // A stopped conversation has no place where it would answer, until it is started again.
    url: isStopped ? null : `${context.publicUrl?.replace(/\/$/, '') ?? ''}/api/conversations/${id}`,
    session_api_key: context.sessionKey ?? null,
    created_at: record.createdAt,
    pr_number: [...record.prNumbers],
  };
}

function titleOf(title: string | null, hexId: string): string {
  return title?.trim() ? title : `Conversation ${hexId.slice(0, ID_CHARS)}`;
}
