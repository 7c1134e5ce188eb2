import type { ActionEvent } from '@openhands-nest/contracts/events';
import { EventKind, ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord, LlmReply } from '@openhands-nest/agent-ports';
import { combine, stateUpdate, statsOf, toStatus, type Change, type EventDraft } from '../journal/draft.js';
import { emptyReplyFeedback } from '../prompts/feedback.js';
import { addReply } from '../reply/metrics.js';
import { nudge, replyEvents } from '../reply/record-reply.js';
import { mustConfirm } from './confirmation.js';
import { atReplayPosition, replayPosition } from './replay.js';
import type { RunContext } from './run-context.js';

/** Usage id under which the agent's own model calls are counted. */
const AGENT_USAGE = 'agent';

export interface Recorded {
  /** Calls that can be carried out, in order. */
  readonly actions: readonly ActionEvent[];
  readonly ended: boolean;
}

/**
 * Commits what the model said, what it cost, and what follows from it. `mayFinish` decides, inside the commit, whether the turn
 * may end: not while a message waits for an answer.
 */
export async function recordReply(context: RunContext, reply: LlmReply, mayFinish: () => boolean): Promise<Recorded> {
  const events = replyEvents(reply, context.tools, context.ids);
  let ended = false;
  const { events: committed } = await context.journal.transact((record) => {
    const consequence = consequenceOf(context, record, reply, events, mayFinish);
    ended = consequence.ended;
    return combine(bookkeeping(context, record, reply), { events }, consequence.change);
  });
  const actions = committed.filter(
    (event): event is ActionEvent => event.kind === EventKind.Action && Boolean(event.action),
  );
  return { actions, ended };
}

function bookkeeping(context: RunContext, record: ConversationRecord, reply: LlmReply): Change {
  const model = context.llm?.model ?? 'replay';
  const metrics = {
    ...record.metrics,
    [AGENT_USAGE]: addReply(record.metrics[AGENT_USAGE], model, reply, record.spec.maxBudget),
  };
  const agentState = atReplayPosition(record, replayPosition(record) + 1);
  return {
    events: [stateUpdate('stats', statsOf(metrics))],
    patch: { metrics, agentState, runtimeStatus: RuntimeStatus.Ready },
  };
}

function consequenceOf(
  context: RunContext,
  record: ConversationRecord,
  reply: LlmReply,
  events: readonly EventDraft[],
  mayFinish: () => boolean,
): { readonly change: Change; readonly ended: boolean } {
  const calls = events.filter((event): event is EventDraft & ActionEvent => event.kind === EventKind.Action);
  if (calls.length > 0) {
    const waits = mustConfirm(context.confirmation(record), calls);
    return { change: waits ? toStatus(record, ExecutionStatus.WaitingForConfirmation) : {}, ended: waits };
  }
  if (reply.text.trim() === '') return { change: { events: [nudge(emptyReplyFeedback())] }, ended: false };
  const ended = mayFinish();
  return { change: ended ? toStatus(record, ExecutionStatus.Finished) : {}, ended };
}
