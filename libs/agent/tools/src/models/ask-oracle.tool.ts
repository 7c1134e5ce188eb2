import type { LlmMessage, Models, Tool } from '@openhands-nest/agent-ports';
import type { AskOracleAction, AskOracleObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';
import { modelFailure } from './model-failure.js';

/** The profile whose model answers. */
const PROFILE = 'oracle';
const USAGE_ID = `oracle:${PROFILE}`;

const DESCRIPTION =
  'Asks a stronger model for advice: when you are stuck, when there are several ways and much depends on the choice, or when an error makes no sense. It answers one question, has no tools and remembers nothing. What it says is advice of weight; check it where you can.';

const RULES = `Another software engineer asks you for advice. Answer the question, as definitely as the facts allow: what to do, why, and what could go wrong. You have no tools and see only what you are given; say so where more would have to be known. Be brief.`;

/** Asks the model of the profile "oracle". */
export function askOracleTool(models: Models): Tool<AskOracleAction, AskOracleObservation> {
  return {
    name: ToolName.AskOracle,
    kinds: { tool: 'AskOracleTool', action: ActionKind.AskOracle, observation: ObservationKind.AskOracle },
    description: DESCRIPTION,
    ...argumentsOf<AskOracleAction>(ActionKind.AskOracle),
    annotations: {
      title: ToolName.AskOracle,
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: false,
      openWorldHint: true,
    },
    resourceOf: () => undefined,
    createExecutor: () => ({
      execute: (action, signal) => execute(action, models, signal),
      close: async () => undefined,
    }),
  };
}

async function execute(action: AskOracleAction, models: Models, signal: AbortSignal): Promise<AskOracleObservation> {
  try {
    const answer = await models.ask({ profile: PROFILE, usageId: USAGE_ID, messages: questionOf(action), signal });
    if (answer.trim() === '') return observation('The oracle said nothing. Put the question in another way.', true);
    return observation(answer.trim(), false);
  } catch (error) {
    signal.throwIfAborted();
    const hint = `Go on without it. A person can give this server an oracle by saving a model profile of the name "${PROFILE}".`;
    return observation(`The oracle cannot be asked. ${modelFailure(error)} ${hint}`, true);
  }
}

function questionOf({ question, context }: AskOracleAction): LlmMessage[] {
  const text = context?.trim() ? `${question}\n\nWhat there is to know:\n${context}` : question;
  return [
    { role: 'system', text: RULES },
    { role: 'user', content: [textContent(text)] },
  ];
}

function observation(text: string, isError: boolean): AskOracleObservation {
  return { kind: ObservationKind.AskOracle, content: [textContent(text)], is_error: isError };
}
