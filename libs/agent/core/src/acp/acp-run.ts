import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import { StopReason } from '../conversation/stop-reason.js';
import { PromptWatch } from '../hooks/prompt-watch.js';
import { StopCheck } from '../hooks/stop-check.js';
import { combine, toStatus } from '../journal/draft.js';
import type { Committed } from '../journal/journal.js';
import { nothingSaid } from '../prompts/acp-prompt.js';
import { abortable } from '../run/abortable.js';
import { BranchReader } from '../run/branch-reader.js';
import type { ConversationRun } from '../run/conversation-run.js';
import { checkLimits } from '../run/limits.js';
import type { RunContext } from '../run/run-context.js';
import { StepOutcome } from '../run/step-outcome.js';
import type { AcpDesk } from './acp-desk.js';
import { finishEvents } from './acp-events.js';
import { ACP_USAGE, acpStateOf, withAcpState } from './acp-state.js';
import { AcpTurn, type TimedReply } from './acp-turn.js';
import { acpUsageChange } from './acp-usage.js';
import { brief } from './brief.js';
import { Mailbox } from './mailbox.js';

/** One run of an agent that is a program of its own: a step is a prompt, and all that the agent does until it has answered. */
export class AcpRun implements ConversationRun {
  private readonly mailbox = new Mailbox();
  private readonly prompts = new PromptWatch();
  private readonly stop: StopCheck;
  private readonly reader: BranchReader;
  private readonly startedAt: number;
  /** Cuts the prompt in flight off, and nothing else. */
  private cut = new AbortController();
  private steps = 0;
  private ended = false;

  constructor(
    private readonly context: RunContext,
    private readonly desk: AcpDesk,
    private readonly signal: AbortSignal,
  ) {
    this.startedAt = context.clock.now();
    this.stop = new StopCheck(context);
    this.reader = new BranchReader(context.log, context.journal, {
      old: (event, seq) => this.add(event, seq),
      committed: (committed) => this.follow(committed),
    });
  }

  get concluded(): boolean {
    return this.ended;
  }

  async work(): Promise<void> {
    await abortable(this.context.ready(), this.signal);
    await this.reader.read();
    while ((await this.step()) === StepOutcome.Continue) this.steps += 1;
  }

  dispose(): void {
    this.ended = true;
    this.reader.dispose();
  }

  private async step(): Promise<StepOutcome> {
    this.signal.throwIfAborted();
    const { journal, clock } = this.context;
    if (this.isPaused()) return this.conclude();
    await this.context.prepare(this.signal);
    checkLimits(journal.record, { steps: this.steps, elapsedMs: clock.now() - this.startedAt });
    if (this.stop.due) return this.askToStop();
    if (await this.context.hooks?.refusesPrompts(this.prompts, this.signal)) return this.finish();
    return this.mailbox.due(acpStateOf(journal.record)) ? this.prompt() : this.finish();
  }

  private async prompt(): Promise<StepOutcome> {
    const agent = await this.desk.open(this.signal);
    const cut = (this.cut = new AbortController());
    // Starting it may have taken a while.
    const due = this.isPaused() ? undefined : this.mailbox.due(acpStateOf(this.context.journal.record));
    if (!due) return StepOutcome.Continue;
    const content = await brief(this.context, this.desk, this.mailbox, agent, due);
    if (this.isOutdated()) cut.abort();
    const turn = new AcpTurn(this.context);
    const signal = AbortSignal.any([this.signal, cut.signal]);
    const reply = await turn.prompt(agent, content, signal).catch((error: unknown) => this.fail(turn, error));
    const isCutOff = reply.stopReason === 'cancelled' && signal.aborted;
    return isCutOff ? this.recordCutOff(turn, reply) : this.record(turn, reply);
  }

  private async fail(turn: AcpTurn, error: unknown): Promise<never> {
    if (this.signal.reason !== StopReason.LeaseLost)
      await this.context.journal.transact(() => ({ events: turn.unfinished() }));
    throw this.desk.withoutSecrets(error);
  }

  private async record(turn: AcpTurn, reply: TimedReply): Promise<StepOutcome> {
    const { journal, ids, toolbox } = this.context;
    const text = toolbox.mask(reply.text).trim() === '' ? nothingSaid() : toolbox.mask(reply.text);
    await journal.transact((record) => {
      const state = told(record, false);
      const isOver = this.mayFinish({ ...record, agentState: state });
      const counted = acpUsageChange({ ...record, agentState: state }, ACP_USAGE, reply, reply.timing);
      return combine(
        { patch: { agentState: state, runtimeStatus: RuntimeStatus.Ready } },
        counted,
        { events: finishEvents(turn.replyId, text, toolbox.mask(reply.thought), ids) },
        isOver ? toStatus(record, ExecutionStatus.Finished) : {},
      );
    });
    return this.ended ? StepOutcome.Ended : StepOutcome.Continue;
  }

  /** The agent has stopped because it was asked to; what it has said counts. */
  private async recordCutOff(turn: AcpTurn, reply: TimedReply): Promise<StepOutcome> {
    if (this.signal.reason === StopReason.LeaseLost) throw this.signal.reason;
    await this.context.journal.transact((record) => {
      const agentState = told(record, true);
      const counted = acpUsageChange({ ...record, agentState }, ACP_USAGE, reply, reply.timing);
      return combine({ patch: { agentState } }, counted, { events: turn.unfinished() });
    });
    this.signal.throwIfAborted();
    return StepOutcome.Continue;
  }

  private async finish(): Promise<StepOutcome> {
    await this.context.journal.transact((record) =>
      this.mayFinish(record) ? toStatus(record, ExecutionStatus.Finished) : undefined,
    );
    return this.ended ? StepOutcome.Ended : StepOutcome.Continue;
  }

  /** Ends the turn, unless a hook objects: then the agent goes on with what it says. */
  private async askToStop(): Promise<StepOutcome> {
    const objects = await this.stop.objects(this.signal);
    const outcome = objects ? StepOutcome.Continue : await this.finish();
    this.stop.reset();
    return outcome;
  }

  private conclude(): StepOutcome {
    this.ended = true;
    return StepOutcome.Ended;
  }

  /** Decides, inside a commit, whether the turn may end: not while there is something that the agent has not been given. */
  private mayFinish(record: ConversationRecord): boolean {
    this.ended = this.mailbox.due(acpStateOf(record)) === undefined && this.stop.passed();
    return this.ended;
  }

  private isPaused(): boolean {
    return this.context.journal.record.executionStatus === ExecutionStatus.Paused;
  }

  /** Whether the prompt in hand is not to be worked on any more. */
  private isOutdated(): boolean {
    const { given } = acpStateOf(this.context.journal.record);
    return this.isPaused() || this.mailbox.due({ ...(given !== undefined && { given }) }) !== undefined;
  }

  private follow(committed: Committed): void {
    committed.events.forEach((event, index) => this.add(event, committed.stored[index]?.seq ?? 0));
    if (committed.record.executionStatus === ExecutionStatus.Paused || committed.events.some(isFromPerson))
      this.cut.abort();
  }

  private add(event: ConversationEvent, seq: number): void {
    this.mailbox.add(event, seq);
    this.prompts.add(event, seq);
  }
}

/** The agent knows what the conversation tells its agent. @param isOpen whether it has not come to the end of what it was given */
function told(record: ConversationRecord, isOpen: boolean): ConversationRecord['agentState'] {
  const { session } = acpStateOf(record);
  return withAcpState(record, { isOpen, ...(session && { session: { ...session, told: true } }) });
}

function isFromPerson(event: ConversationEvent): boolean {
  return event.kind === EventKind.Message && event.source === EventSource.User;
}
