import type { Tool } from '@openhands-nest/agent-ports';
import type { FinishAction, FinishObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';

const DESCRIPTION =
  'Ends your work on the task. Call it when everything asked for is done and checked, or when you cannot go on without the person: then say what you need. Call it alone, after all other calls have been answered.';

/** Ends the turn with a message to the person. */
export function finishTool(): Tool<FinishAction, FinishObservation> {
  return {
    name: ToolName.Finish,
    kinds: { tool: 'FinishTool', action: ActionKind.Finish, observation: ObservationKind.Finish },
    description: DESCRIPTION,
    ...argumentsOf<FinishAction>(ActionKind.Finish),
    annotations: {
      title: 'finish',
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
    resourceOf: () => undefined,
    createExecutor: () => ({
      execute: async ({ message }) => ({
        kind: ObservationKind.Finish,
        content: [textContent(message)],
        is_error: false,
      }),
      close: async () => undefined,
    }),
  };
}
