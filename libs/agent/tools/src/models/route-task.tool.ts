import type { Models, RoutingRules, Tool } from '@openhands-nest/agent-ports';
import type { ClassifyAndSwitchLLMAction, ClassifyAndSwitchLLMObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';
import { modelFailure } from './model-failure.js';
import { routeIn, routingQuestion, type Route } from './routing.js';
import { MODEL_IN_USE } from './switch-llm.tool.js';

/** Finds the rules that hold when a task is to be routed; undefined: there are none. */
export type FindRules = () => Promise<RoutingRules | undefined>;

/** Messages that the deciding model sees. */
const MESSAGES = 6;
const SHOWN_OF_ANSWER = 200;

const DESCRIPTION =
  'Has another model look at the newest messages and decide which model suits this task best; that one goes on with the conversation from the next step. Call it once, before you begin with a task, and again when the task becomes a different one.';

/** Has the model go on that a meta-profile finds for the task. */
export function routeTaskTool(
  findRules: FindRules,
  models: Models,
): Tool<ClassifyAndSwitchLLMAction, ClassifyAndSwitchLLMObservation> {
  return {
    name: ToolName.RouteTask,
    kinds: {
      tool: 'ClassifyAndSwitchLLMTool',
      action: ActionKind.ClassifyAndSwitchLlm,
      observation: ObservationKind.ClassifyAndSwitchLlm,
    },
    description: DESCRIPTION,
    ...argumentsOf<ClassifyAndSwitchLLMAction>(ActionKind.ClassifyAndSwitchLlm),
    annotations: {
      title: ToolName.RouteTask,
      readOnlyHint: false,
      destructiveHint: false,
      idempotentHint: false,
      openWorldHint: false,
    },
    resourceOf: () => MODEL_IN_USE,
    createExecutor: () => ({
      execute: (_action, signal) => routeTask(findRules, models, signal),
      close: async () => undefined,
    }),
  };
}

/** A task that finds no model is told as a failure: it is never sent somewhere by default. */
async function routeTask(
  findRules: FindRules,
  models: Models,
  signal: AbortSignal,
): Promise<ClassifyAndSwitchLLMObservation> {
  const rules = await findRules();
  if (!rules) return failed('There is no meta-profile to go by. Go on with the model that you are.');
  let route: Route | undefined;
  try {
    const answer = await askForRoute(rules, models, signal);
    route = routeIn(answer, rules, await models.profiles());
    if (!route) return failed(nothingIn(answer));
    const model = await models.switchTo(route.profile);
    const text = `This is taken for "${route.label}": the next step is taken by ${model}, the model of the profile "${route.profile}".`;
    return observation(text, { chosen_class: route.label, model: route.profile, active_model: model });
  } catch (error) {
    signal.throwIfAborted();
    const members = route && { chosen_class: route.label, model: route.profile };
    return failed(`The model stays as it is. ${modelFailure(error)}`, members);
  }
}

async function askForRoute(rules: RoutingRules, models: Models, signal: AbortSignal): Promise<string> {
  const transcript = (await models.latestMessages(MESSAGES)).join('\n\n') || '(Nothing has been said yet.)';
  return models.ask({
    profile: rules.classifier,
    usageId: `classifier:${rules.classifier}`,
    messages: routingQuestion(rules, transcript),
    signal,
  });
}

function nothingIn(answer: string): string {
  return `The model stays as it is: the one that decides gave no usable answer (${JSON.stringify(answer.slice(0, SHOWN_OF_ANSWER))}). Call the tool again, or go on.`;
}

type Members = Pick<ClassifyAndSwitchLLMObservation, 'chosen_class' | 'model' | 'active_model'>;

function failed(text: string, members: Members = {}): ClassifyAndSwitchLLMObservation {
  return { ...observation(text, members), is_error: true };
}

function observation(text: string, members: Members): ClassifyAndSwitchLLMObservation {
  return { kind: ObservationKind.ClassifyAndSwitchLlm, content: [textContent(text)], is_error: false, ...members };
}
