import type { Tool } from '@openhands-nest/agent-ports';
import type { ThinkAction, ThinkObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';

const DESCRIPTION =
  'Writes a thought down and does nothing else: weigh several ways to fix a bug, plan a larger change, or sort out what a failed test means, before you act.';

/** Lets a model reason in the log. */
export function thinkTool(): Tool<ThinkAction, ThinkObservation> {
  return {
    name: ToolName.Think,
    kinds: { tool: 'ThinkTool', action: ActionKind.Think, observation: ObservationKind.Think },
    description: DESCRIPTION,
    ...argumentsOf<ThinkAction>(ActionKind.Think),
    annotations: {
      title: 'think',
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
    resourceOf: () => undefined,
    createExecutor: () => ({
      execute: async () => ({ kind: ObservationKind.Think, content: [textContent('Noted.')], is_error: false }),
      close: async () => undefined,
    }),
  };
}
