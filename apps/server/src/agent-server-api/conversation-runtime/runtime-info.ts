import type { ConversationView } from '@openhands-nest/agent-core';
import { SetupPhase } from '@openhands-nest/agent-ports';
import { RuntimeAvailability, type ConversationRuntimeInfo } from '@openhands-nest/contracts/agent-server';

/** Whether the workspace of a conversation can be used. One that failed can be set up again. */
export function runtimeInfo({ record }: ConversationView): ConversationRuntimeInfo {
  const { setup, failure } = record;
  if (setup === SetupPhase.Failed) {
    const message = failure ?? 'The workspace could not be set up.';
    const error = { code: 'workspace_setup_failed', message };
    return { runtime_status: RuntimeAvailability.Error, can_resume: true, runtime_error: error };
  }
  const status = setup === SetupPhase.Done ? RuntimeAvailability.Available : RuntimeAvailability.Starting;
  return { runtime_status: status, can_resume: true, runtime_error: null };
}
