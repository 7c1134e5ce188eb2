import type { ToolContext, Workspace } from '@openhands-nest/agent-ports';

/** A context with its state in memory; `stored` is what would survive a restart. */
export function aToolContext(workspace: Workspace, stored: { value?: unknown } = {}): ToolContext {
  return {
    conversationId: '11111111-1111-4111-8111-111111111111',
    workspace,
    state: {
      get: () => stored.value,
      set: (value) => {
        stored.value = JSON.parse(JSON.stringify(value));
      },
    },
  };
}

export const neverAborted = (): AbortSignal => new AbortController().signal;
