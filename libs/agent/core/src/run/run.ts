import type { ActionEvent, ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { LlmError, LlmErrorKind, type LlmReply, type LlmRetryNotice } from '@openhands-nest/agent-ports';
import { Condenser } from '../condense/condenser.js';
import { PromptWatch } from '../hooks/prompt-watch.js';
import { StopCheck } from '../hooks/stop-check.js';
import { RefinementCheck } from '../critic/refinement-check.js';
import { combine, toStatus } from '../journal/draft.js';
import type { Committed } from '../journal/journal.js';
import { usageIdOf } from '../conversation/switched-model.js';
import { nudge } from '../reply/record-reply.js';
import { View } from '../view/view.js';
import { analyzerOf } from '../conversation/mutable-settings.js';
import { asksModel } from '../security/assess.js';
import { abortable } from './abortable.js';
import { BranchReader } from './branch-reader.js';
import type { ConversationRun } from './conversation-run.js';
import { executeActions } from './execute-actions.js';
import { checkLimits } from './limits.js';
import { contentParts, messageChange } from './messages.js';
import { recordReply } from './record.js';
import { atReplayPosition, modelFor, nextReplayStep, replayPosition } from './replay.js';
import { ReplyPieces } from './reply-pieces.js';
import type { RunContext } from './run-context.js';
import { StepOutcome } from './step-outcome.js';
import { StuckDetector } from './stuck-detector.js';
import { toolSpecs } from './tool-specs.js';
import type { Asked } from './usage.js';

/** One run: step by step until the turn ends. A step is one reply of the model and the tools it asks for. */
export class Run implements ConversationRun {
  private readonly view: View;
  private readonly condenser: Condenser;
  private readonly stuck: StuckDetector;
  private readonly reader: BranchReader;
  private readonly startedAt: number;
  private steps = 0;
  /** What the model has seen when it last spoke. */
  private seenSeq = 0;
  /** Recorded steps that are behind once the reply in hand is stored. */
  private replayed: number;
  private readonly prompts = new PromptWatch();
  private readonly stop: StopCheck;
  private readonly refinement: RefinementCheck;
  private ended = false;

  constructor(
    private readonly context: RunContext,
    private readonly signal: AbortSignal,
  ) {
    this.view = new View(context.observationContent);
    this.condenser = new Condenser(context, this.view);
    this.stuck = new StuckDetector(context.journal.record.spec.stuckThresholds);
    this.startedAt = context.clock.now();
    this.stop = new StopCheck(context);
    this.refinement = new RefinementCheck(context);
    this.replayed = replayPosition(context.journal.record);
    this.reader = new BranchReader(context.log, context.journal, {
      old: (event, seq) => this.readOld(event, seq),
      committed: (committed) => this.follow(committed),
    });
  }

  /** Whether the run has decided to end: a message that comes later is for the next run. */
  get concluded(): boolean {
    return this.ended;
  }

  /** Works until the turn ends. @throws what made it fail, or the signal's reason */
  async work(): Promise<void> {
    await abortable(this.context.ready(), this.signal);
    await this.reader.read();
    while ((await this.step()) === StepOutcome.Continue) this.steps += 1;
  }

  /** Ends the listening; called once, whatever happened. */
  dispose(): void {
    this.ended = true;
    this.reader.dispose();
  }

  private async step(): Promise<StepOutcome> {
    this.signal.throwIfAborted();
    const { record } = this.context.journal;
    if (record.executionStatus === ExecutionStatus.Paused) return this.conclude();
    await this.context.prepare(this.signal);
    checkLimits(record, { steps: this.steps, elapsedMs: this.context.clock.now() - this.startedAt });

    const open = this.view.openCalls;
    if (open.length > 0) return this.execute(open);
    if (this.refinement.due) return this.refine();
    if (this.stop.due) return this.askToStop();
    if (await this.replayUserMessage()) return StepOutcome.Continue;
    if (await this.context.hooks?.refusesPrompts(this.prompts, this.signal)) return this.finish();
    if (this.view.condensationRequested && (await this.condenser.condenseOnRequest(this.signal)))
      return StepOutcome.Continue;
    if (!this.view.awaitsReply && !nextReplayStep(record)) return this.finish();

    if (this.condenser.isDue && (await this.condenser.condense(this.signal))) return StepOutcome.Continue;
    const asked = this.asked();
    const pieces = new ReplyPieces(this.context);
    const reply = await this.askOrCondense(pieces);
    if (!reply) return StepOutcome.Continue;
    const whole = { ...asked, replyId: pieces.replyId };
    const { actions, ended } = await recordReply(this.context, whole, reply, () => this.mayFinish(), this.signal);
    if (ended) return this.conclude();
    return actions.length === 0 ? this.afterStep() : this.execute(actions);
  }

  /** Undefined: the conversation was too long for the model and has been shortened. */
  private async askOrCondense(pieces: ReplyPieces): Promise<LlmReply | undefined> {
    try {
      const reply = await this.ask(pieces);
      this.condenser.succeeded();
      return reply;
    } catch (error) {
      this.view.endReply();
      const isTooLong = error instanceof LlmError && error.kind === LlmErrorKind.ContextWindowExceeded;
      if (isTooLong && (await this.condenser.makeRoom(this.signal))) return undefined;
      throw error;
    }
  }

  private ask(pieces: ReplyPieces): Promise<LlmReply> {
    this.seenSeq = this.view.lastSeq;
    this.replayed = replayPosition(this.context.journal.record) + 1;
    return modelFor(this.context).complete({
      messages: this.view.beginReply(),
      tools: toolSpecs(this.context.tools, asksModel(analyzerOf(this.context.journal.record))),
      signal: this.signal,
      onDelta: ({ text, reasoning }) => pieces.announce(text, reasoning),
      onRetry: (notice) => {
        pieces.beginAnew();
        this.announceRetry(notice);
      },
    });
  }

  /** Kept from before the call: the model may be switched while it speaks. */
  private asked(): Asked {
    const { journal, llm } = this.context;
    return { usageId: usageIdOf(journal.record), model: llm?.model ?? 'replay' };
  }

  private async execute(actions: readonly ActionEvent[]): Promise<StepOutcome> {
    this.refinement.consider(actions);
    const ended = await executeActions(this.context, actions, this.signal, () => this.mayFinish());
    return ended ? this.conclude() : this.afterStep();
  }

  private async afterStep(): Promise<StepOutcome> {
    if (!this.context.journal.record.spec.stuckDetection) return StepOutcome.Continue;
    if (this.stuck.stuck) return this.giveUp();
    const warning = this.stuck.takeWarning();
    if (warning !== undefined) await this.context.journal.transact(() => ({ events: [nudge(warning)] }));
    return StepOutcome.Continue;
  }

  /** A recorded user message takes the place of a reply. */
  private async replayUserMessage(): Promise<boolean> {
    const { journal, ids } = this.context;
    const { userMessage: text, userImages: images } = nextReplayStep(journal.record) ?? {};
    if (text === undefined) return false;
    await journal.transact((record) =>
      combine(messageChange(record, ids.uuid(), contentParts(text, images)), {
        patch: { agentState: atReplayPosition(record, replayPosition(record) + 1) },
      }),
    );
    return true;
  }

  private async finish(): Promise<StepOutcome> {
    this.seenSeq = this.view.lastSeq;
    await this.tryToFinish();
    return this.ended ? StepOutcome.Ended : StepOutcome.Continue;
  }

  private async tryToFinish(): Promise<void> {
    await this.context.journal.transact((record) =>
      this.mayFinish() ? toStatus(record, ExecutionStatus.Finished) : undefined,
    );
  }

  /** Ends the turn, unless a hook objects: then the agent goes on with what it says. */
  private async askToStop(): Promise<StepOutcome> {
    if (!(await this.stop.objects(this.signal))) await this.tryToFinish();
    this.stop.reset();
    return this.ended ? StepOutcome.Ended : StepOutcome.Continue;
  }

  private async refine(): Promise<StepOutcome> {
    await this.refinement.goOn();
    return StepOutcome.Continue;
  }

  private async giveUp(): Promise<StepOutcome> {
    await this.context.journal.transact((record) => {
      this.ended = true;
      return toStatus(record, ExecutionStatus.Stuck);
    });
    return StepOutcome.Ended;
  }

  private conclude(): StepOutcome {
    this.ended = true;
    return StepOutcome.Ended;
  }

  /** Decides, inside a commit, whether the turn may end: not while a message waits for an answer, nor within a recording. */
  private mayFinish(): boolean {
    const { journal } = this.context;
    const goesOn = journal.record.spec.replay?.[this.replayed] !== undefined;
    this.ended =
      !goesOn && journal.lastUserMessageSeq <= this.seenSeq && this.refinement.passed() && this.stop.passed();
    return this.ended;
  }

  private readOld(event: ConversationEvent, seq: number): void {
    const isReply =
      event.source === EventSource.Agent && (event.kind === EventKind.Action || event.kind === EventKind.Message);
    if (isReply) this.seenSeq = seq;
    this.add(event, seq);
  }

  private follow({ events, stored }: Committed): void {
    events.forEach((event, index) => this.add(event, stored[index]?.seq ?? 0));
  }

  private add(event: ConversationEvent, seq: number): void {
    if (seq <= this.view.lastSeq) return;
    this.view.add(event, seq);
    this.stuck.add(event);
    this.prompts.add(event, seq);
  }

  private announceRetry({ attempt, maxAttempts, waitMs, error }: LlmRetryNotice): void {
    const { journal, logger, conversationId, progress } = this.context;
    progress({ status: RuntimeStatus.LlmRetry, message: `Retrying LLM request, ${attempt} / ${maxAttempts}` });
    logger.warn('The model is asked again.', { conversationId, attempt, maxAttempts, waitMs, error: error.message });
    // A lost lease shows at the next commit of the run itself.
    journal.transact(() => ({ patch: { runtimeStatus: RuntimeStatus.LlmRetry } })).catch(() => undefined);
  }
}
