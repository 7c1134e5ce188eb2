import type { ActionEvent } from '@openhands-nest/contracts/events';
import { EventKind, ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord, LlmReply } from '@openhands-nest/agent-ports';
import { criticize } from '../critic/criticize.js';
import { combine, toStatus, type Change, type EventDraft } from '../journal/draft.js';
import { emptyReplyFeedback } from '../prompts/feedback.js';
import { nudge, replyEvents } from '../reply/record-reply.js';
import { analyzerOf } from '../conversation/mutable-settings.js';
import { judgeCalls } from '../security/judge-calls.js';
import { outsideOpinions, type Opinions } from '../security/outside-opinions.js';
import { isHarmless, mustConfirm } from './confirmation.js';
import { atReplayPosition, replayPosition } from './replay.js';
import type { RunContext } from './run-context.js';
import { usageChange, type Asked } from './usage.js';

export interface Recorded {
  /** Calls that can be carried out, in order. */
  readonly actions: readonly ActionEvent[];
  readonly ended: boolean;
}

/**
 * Commits what the model said, what it cost, and what follows from it. `mayFinish` decides, inside the commit, whether the turn
 * may end: not while a message waits for an answer.
 */
export async function recordReply(
  context: RunContext,
  asked: Asked & { readonly replyId: string },
  reply: LlmReply,
  mayFinish: () => boolean,
  signal: AbortSignal,
): Promise<Recorded> {
  const analyzer = analyzerOf(context.journal.record);
  const keepsRisk = analyzer !== undefined;
  const said = named(replyEvents(reply, context.tools, context.ids, keepsRisk), asked.replyId);
  const events = await criticize(context, said, signal);
  const calls = callsAmong(events);
  const opinions = isHarmless(calls)
    ? new Map<string, Opinions>()
    : await outsideOpinions(context, analyzer, usable(calls), signal);
  let ended = false;
  const { events: committed } = await context.journal.transact((record) => {
    const consequence = consequenceOf(context, record, { reply, events, opinions }, mayFinish);
    ended = consequence.ended;
    return combine(bookkeeping(record, asked, reply), { events }, consequence.change);
  });
  const actions = committed.filter(
    (event): event is ActionEvent => event.kind === EventKind.Action && Boolean(event.action),
  );
  return { actions, ended };
}

/** The first of them is what the pieces of the reply were said to become. */
function named([first, ...others]: readonly EventDraft[], id: string): EventDraft[] {
  return first ? [{ ...first, id }, ...others] : others;
}

function bookkeeping(record: ConversationRecord, asked: Asked, reply: LlmReply): Change {
  const agentState = atReplayPosition(record, replayPosition(record) + 1);
  return combine(usageChange(record, asked, reply), { patch: { agentState, runtimeStatus: RuntimeStatus.Ready } });
}

/** A reply as it is about to be recorded. */
interface Judged {
  readonly reply: LlmReply;
  readonly events: readonly EventDraft[];
  readonly opinions: ReadonlyMap<string, Opinions>;
}

function callsAmong(events: readonly EventDraft[]): (EventDraft & ActionEvent)[] {
  return events.filter((event): event is EventDraft & ActionEvent => event.kind === EventKind.Action);
}

/** Those that can be carried out. */
function usable(calls: readonly (EventDraft & ActionEvent)[]): (EventDraft & ActionEvent)[] {
  return calls.filter(({ action }) => action);
}

function consequenceOf(
  context: RunContext,
  record: ConversationRecord,
  judged: Judged,
  mayFinish: () => boolean,
): { readonly change: Change; readonly ended: boolean } {
  const { reply, events } = judged;
  if (callsAmong(events).length > 0) return confirmationOfCalls(context, record, judged);
  if (reply.text.trim() === '') return { change: { events: [nudge(emptyReplyFeedback())] }, ended: false };
  const ended = mayFinish();
  return { change: ended ? toStatus(record, ExecutionStatus.Finished) : {}, ended };
}

/** Calls are judged before any of them is carried out, whether or not somebody is asked then. */
function confirmationOfCalls(
  context: RunContext,
  record: ConversationRecord,
  { events: said, opinions }: Judged,
): { readonly change: Change; readonly ended: boolean } {
  const calls = callsAmong(said);
  if (isHarmless(calls)) return { change: {}, ended: false };
  const policy = context.confirmation(record);
  const { risks, events } = judgeCalls(analyzerOf(record), policy, usable(calls), opinions);
  const waits = mustConfirm(policy, risks);
  const status = waits ? toStatus(record, ExecutionStatus.WaitingForConfirmation) : {};
  return { change: combine({ events }, status), ended: waits };
}
