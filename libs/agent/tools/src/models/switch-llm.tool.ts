import type { Models, Tool } from '@openhands-nest/agent-ports';
import type { SwitchLLMAction, SwitchLLMObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';
import { modelFailure } from './model-failure.js';

/** Changes of the model happen one at a time. */
export const MODEL_IN_USE = 'model-in-use';

/** Has the model of another profile go on. @param profiles their names, as they are offered */
export function switchLlmTool(
  profiles: readonly string[],
  models: Models,
): Tool<SwitchLLMAction, SwitchLLMObservation> {
  return {
    name: ToolName.SwitchLlm,
    kinds: { tool: 'SwitchLLMTool', action: ActionKind.SwitchLlm, observation: ObservationKind.SwitchLlm },
    description: describe(profiles),
    ...argumentsOf<SwitchLLMAction>(ActionKind.SwitchLlm),
    annotations: {
      title: ToolName.SwitchLlm,
      readOnlyHint: false,
      destructiveHint: false,
      idempotentHint: false,
      openWorldHint: false,
    },
    resourceOf: () => MODEL_IN_USE,
    createExecutor: () => ({ execute: (action) => execute(action, models), close: async () => undefined }),
  };
}

function describe(profiles: readonly string[]): string {
  const list = profiles.map((name) => `- ${name}`).join('\n');
  return `Has another model go on with this conversation from the next step: a stronger one for what is hard, a quicker one for what is plain. There are these profiles:\n${list}`;
}

async function execute(
  { profile_name: profile, reason }: SwitchLLMAction,
  models: Models,
): Promise<SwitchLLMObservation> {
  const base = { kind: ObservationKind.SwitchLlm, profile_name: profile, reason };
  try {
    const model = await models.switchTo(profile);
    const text = `The next step is taken by ${model}, the model of the profile "${profile}".`;
    return { ...base, active_model: model, content: [textContent(text)], is_error: false };
  } catch (error) {
    const known = (await models.profiles()).join(', ') || 'none';
    const text = `The model stays as it is. ${modelFailure(error)} There are: ${known}.`;
    return { ...base, content: [textContent(text)], is_error: true };
  }
}
