import type { ActionEvent, Observation } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, ExecutionStatus, FailureKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { InvalidArgumentsError, type ConversationRecord, type Recalled } from '@openhands-nest/agent-ports';
import { combine, toStatus, type Change, type EventDraft } from '../journal/draft.js';
import { notExecutedAfterFinishFeedback } from '../prompts/feedback.js';
import { agentError } from '../reply/record-reply.js';
import { newRules, textParts, withRules } from './recalled.js';
import type { RunContext } from './run-context.js';
import type { Executed } from './toolbox.js';

type Result = { readonly executed: Executed } | { readonly failure: unknown };

/**
 * Carries the calls of one reply out, in order; neighbours that need no resource for themselves run side by side. Each answer is
 * committed as soon as those before it are. `finish` ends the turn: calls after it are answered as not executed.
 * Returns whether the turn has ended. @throws the signal's reason after an abort; answers that are missing then are for the caller to give
 */
export async function executeActions(
  context: RunContext,
  actions: readonly ActionEvent[],
  signal: AbortSignal,
  mayFinish: () => boolean,
): Promise<boolean> {
  const finish = actions.findIndex((event) => event.tool_name === ToolName.Finish && event.action);
  const wanted = finish === -1 ? actions : actions.slice(0, finish + 1);
  let carriedOut: readonly ActionEvent[] = [];
  for (const group of groupsOf(context, wanted)) carriedOut = await executeGroup(context, group, signal);
  const last = actions[finish];
  // A hook may have refused it: what is behind it is for the next step then.
  if (!last || !carriedOut.includes(last)) return false;
  return endTurn(context, actions.slice(finish + 1), mayFinish);
}

/** Splits into runs of calls that may overlap. */
function groupsOf(context: RunContext, actions: readonly ActionEvent[]): ActionEvent[][] {
  const groups: ActionEvent[][] = [];
  let overlapping = false;
  for (const action of actions) {
    const free = action.tool_name !== ToolName.Finish && context.toolbox.resourceOf(action) === undefined;
    const last = groups.at(-1);
    if (free && overlapping && last) last.push(action);
    else groups.push([action]);
    overlapping = free;
  }
  return groups;
}

/** Returns those that no hook objected to. */
async function executeGroup(
  context: RunContext,
  group: readonly ActionEvent[],
  signal: AbortSignal,
): Promise<readonly ActionEvent[]> {
  const allowed = await allowedBy(context, group, signal);
  const results = allowed.map((action) => outcomeOf(context.toolbox.execute(action, signal)));
  for (const [index, action] of allowed.entries()) {
    const result = await results[index];
    // What a tool has done is told, even if the run is being cut off; what an abort broke off is not its failure.
    if (!result || 'failure' in result) signal.throwIfAborted();
    const rules = result && 'executed' in result ? await context.rulesFor(action) : [];
    if (result) await context.journal.transact((record) => answer(record, action, result, rules));
    signal.throwIfAborted();
    if (result && 'executed' in result) await context.hooks?.afterTool(action, result.executed.observation, signal);
  }
  return allowed;
}

/** Those that no hook objects to; the others have been answered. */
async function allowedBy(
  { hooks }: RunContext,
  group: readonly ActionEvent[],
  signal: AbortSignal,
): Promise<readonly ActionEvent[]> {
  if (!hooks) return group;
  const allowed: ActionEvent[] = [];
  for (const action of group) if (await hooks.allows(action, signal)) allowed.push(action);
  return allowed;
}

async function outcomeOf(execution: Promise<Executed>): Promise<Result> {
  try {
    return { executed: await execution };
  } catch (failure) {
    return { failure };
  }
}

function answer(record: ConversationRecord, action: ActionEvent, result: Result, rules: readonly Recalled[]): Change {
  if ('failure' in result) return { events: [errorAnswer(action, result.failure)] };
  const { observation, state } = result.executed;
  const added = newRules(record, rules);
  return {
    events: [observationEvent(action, observation, added)],
    patch: { agentState: { ...withRules(record, added), ...state } },
  };
}

function observationEvent(action: ActionEvent, observation: Observation, rules: readonly Recalled[]): EventDraft {
  return {
    kind: EventKind.Observation,
    source: EventSource.Environment,
    tool_name: action.tool_name,
    tool_call_id: action.tool_call_id,
    action_id: action.id,
    observation,
    extended_content: textParts(rules.map(({ text }) => text)),
  };
}

function errorAnswer(action: ActionEvent, failure: unknown): EventDraft {
  const kind = failure instanceof InvalidArgumentsError ? FailureKind.AgentAction : FailureKind.Internal;
  const message = failure instanceof Error ? failure.message : String(failure);
  return agentError(action.tool_name, action.tool_call_id, message, kind);
}

async function endTurn(context: RunContext, left: readonly ActionEvent[], mayFinish: () => boolean): Promise<boolean> {
  const unanswered = left.filter(({ action }) => action);
  const skipped = unanswered.map(({ tool_name, tool_call_id }) =>
    agentError(tool_name, tool_call_id, notExecutedAfterFinishFeedback(tool_name), FailureKind.AgentAction),
  );
  let ended = false;
  await context.journal.transact((record) => {
    // A message that came in while the last tools worked is still to be answered.
    ended = mayFinish();
    return combine({ events: skipped }, ended ? toStatus(record, ExecutionStatus.Finished) : {});
  });
  return ended;
}
