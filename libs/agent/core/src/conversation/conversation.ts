import type { Content } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, ExecutionStatus, FailureKind, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import {
  eventJson,
  LlmNotConfiguredError,
  RunInProgressError,
  ServerClosingError,
  type ConversationRecord,
  type Llm,
  type Tool,
} from '@openhands-nest/agent-ports';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import type { EngineOptions } from '../engine.js';
import type { Feed } from '../feed/feed.js';
import { combine, stateUpdate, toStatus, type Change, type EventDraft } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import { interruptedCallFeedback, outcomeUnknownFeedback } from '../prompts/feedback.js';
import { titleFrom } from '../prompts/title.js';
import { agentError } from '../reply/record-reply.js';
import { failureEvent, failureOf } from '../run/failures.js';
import { userMessage } from '../run/messages.js';
import { nextReplayStep } from '../run/replay.js';
import { Run } from '../run/run.js';
import { Toolbox } from '../run/toolbox.js';
import { eventTimestamp } from '../time.js';
import { openCallsOf } from '../view/open-calls-of.js';
import { openingEvents } from './opening.js';
import { Setup, workingDirectory } from './setup.js';
import { StopReason } from './stop-reason.js';
import { wireState } from './wire-state.js';

/** How long an interrupt waits for the step in flight to end. */
const INTERRUPT_WAIT_MS = 5_000;

interface ActiveRun {
  readonly run: Run;
  readonly abort: AbortController;
  /** Resolves when the run has ended and everything it had to say is on disk. Never rejects. */
  readonly done: Promise<void>;
}

/** A conversation that this process owns: its commands, its run, its tools. */
export class Conversation {
  /** Milliseconds since the epoch of the last command or run. */
  lastUsedAt: number;
  private active: ActiveRun | undefined;
  private closing = false;
  private readonly setup: Setup;
  private readonly toolbox: Toolbox;
  private readonly tools: ReadonlyMap<string, Tool>;
  private model: string | undefined;

  constructor(
    private readonly journal: Journal,
    private readonly feed: Feed,
    private readonly options: EngineOptions,
  ) {
    const { record } = journal;
    this.lastUsedAt = options.clock.now();
    this.tools = new Map(record.spec.tools.flatMap((name) => pair(options.tools, name)));
    this.setup = new Setup(journal, options.provisioner, options.logger);
    this.toolbox = new Toolbox({
      conversationId: record.id,
      tools: this.tools,
      openWorkspace: () => options.workspaces.open({ conversationId: record.id, directory: workingDirectory(journal.record) }),
      state: (toolName) => journal.record.agentState[toolName],
      logger: options.logger,
    });
    journal.listen(({ stored }) => feed.publish(stored));
  }

  get record(): ConversationRecord {
    return this.journal.record;
  }

  get running(): boolean {
    return this.active !== undefined;
  }

  /** Begins to set the workspace up, if need be; returns at once. */
  async start(): Promise<void> {
    this.touch();
    await this.journal.transact((record) => (record.live ? undefined : { patch: { live: true, ...revived(record) } }));
    this.setup.begin();
  }

  /** Stores a message; with `run` the agent is set to work on it, or sees it at its next step. */
  async send(content: readonly Content[], run: boolean): Promise<void> {
    this.touch();
    const starts = run && !this.workInProgress;
    const llm = starts ? await this.llmForRun() : undefined;
    let missed = false;
    await this.journal.transact((record) => {
      missed = run && !this.workInProgress;
      return combine(this.messageChange(record, content), this.workInProgress ? {} : wake(record));
    });
    if (missed) await this.runAfterCurrent(llm);
    else this.setup.begin();
  }

  /** Resolves when the status `running` is on disk. */
  async run(): Promise<void> {
    this.touch();
    if (this.active) throw new RunInProgressError(this.record.id);
    const llm = await this.llmForRun();
    if (this.active) throw new RunInProgressError(this.record.id);
    await this.begin(llm);
  }

  async pause(): Promise<void> {
    this.touch();
    await this.journal.transact((record) => {
      if (record.executionStatus !== ExecutionStatus.Idle && record.executionStatus !== ExecutionStatus.Running) return undefined;
      return combine({ events: [{ kind: EventKind.Pause, source: EventSource.User }] }, toStatus(record, ExecutionStatus.Paused));
    });
    this.announceState();
  }

  async interrupt(): Promise<void> {
    this.touch();
    const { active } = this;
    if (!active) return this.pause();
    active.abort.abort(StopReason.Interrupt);
    const waited = new AbortController();
    const limit = this.options.clock.sleep(INTERRUPT_WAIT_MS, waited.signal).catch(() => undefined);
    await Promise.race([active.done, limit]);
    waited.abort();
  }

  /** Ends the run, for the given reason, and every process. */
  async close(reason: StopReason): Promise<void> {
    this.closing = true;
    this.active?.abort.abort(reason);
    await this.active?.done;
    await this.setup.cancel();
    await this.toolbox.close();
    await this.journal.settled();
  }

  async stop(): Promise<void> {
    this.active?.abort.abort(StopReason.Interrupt);
    await this.active?.done;
    await this.setup.cancel();
    await this.toolbox.close();
    await this.journal.transact(() => ({ patch: { live: false, runtimeStatus: null } }));
  }

  /** Picks up what a server that died left behind. Calls in flight are answered; nothing is repeated. */
  async recover(resume: boolean): Promise<void> {
    if (this.record.live) this.setup.begin();
    if (this.record.executionStatus !== ExecutionStatus.Running) return;
    const open = await openCallsOf(this.options.storage.events, this.record.id);
    const llm = await this.options.llmSettings();
    const goesOn = resume && (llm !== undefined || nextReplayStep(this.record) !== undefined);
    await this.journal.transact((record) =>
      combine(
        { events: open.map((call) => agentError(call.tool_name, call.tool_call_id, outcomeUnknownFeedback(call.tool_name), FailureKind.Internal)) },
        goesOn ? {} : toStatus(record, ExecutionStatus.Paused),
      ),
    );
    if (goesOn) await this.begin(llm && this.options.createLlm(llm));
  }

  /** The state as the first frame of a reader. */
  snapshot(): ConversationEvent {
    return snapshotEvent(this.record, this.model, this.options);
  }

  private get workInProgress(): boolean {
    return this.active !== undefined && !this.active.run.concluded;
  }

  private touch(): void {
    if (this.closing) throw new ServerClosingError();
    this.lastUsedAt = this.options.clock.now();
  }

  /** @throws LlmNotConfiguredError when neither a model nor a recording can answer */
  private async llmForRun(): Promise<Llm | undefined> {
    const settings = await this.options.llmSettings();
    if (settings) return this.options.createLlm(settings);
    if (nextReplayStep(this.record)) return undefined;
    throw new LlmNotConfiguredError();
  }

  private async runAfterCurrent(llm: Llm | undefined): Promise<void> {
    await this.active?.done;
    // Somebody else's run may have started meanwhile: it sees the message as well.
    if (!this.active) await this.begin(llm ?? (await this.llmForRun()));
  }

  private async begin(llm: Llm | undefined): Promise<void> {
    const abort = new AbortController();
    this.model = llm?.model;
    const run = new Run(this.runContext(llm), abort.signal);
    let release = (): void => undefined;
    const done = new Promise<void>((resolve) => (release = resolve));
    const active = { run, abort, done };
    this.active = active;
    try {
      await this.journal.transact((record) => this.runningChange(record));
    } catch (error) {
      run.dispose();
      this.active = undefined;
      release();
      throw error;
    }
    void this.work(active).finally(release);
  }

  /** Never rejects: whatever goes wrong becomes an event. */
  private async work({ run, abort }: ActiveRun): Promise<void> {
    try {
      await this.workUntilEnd(run, abort);
    } catch (error) {
      this.options.logger.error('A run could not record its end.', { conversationId: this.record.id, error: String(error) });
    }
    run.dispose();
    // In one go: whoever sees the final state may start the next run at once.
    this.active = undefined;
    this.lastUsedAt = this.options.clock.now();
    this.announceState();
  }

  private async workUntilEnd(run: Run, abort: AbortController): Promise<void> {
    const deadline = this.deadline(abort);
    try {
      await run.work();
    } catch (error) {
      run.dispose();
      if (abort.signal.aborted) await this.afterAbort(abort.signal.reason);
      else await this.fail(error);
    } finally {
      deadline.abort();
    }
  }

  /** Stops the step in flight when the run has used up its time. */
  private deadline(abort: AbortController): AbortController {
    const cancel = new AbortController();
    const { maxRunMs } = this.record.spec;
    if (maxRunMs !== undefined) {
      this.options.clock.sleep(maxRunMs, cancel.signal).then(
        () => abort.abort(StopReason.Deadline),
        () => undefined,
      );
    }
    return cancel;
  }

  private async afterAbort(reason: unknown): Promise<void> {
    if (reason === StopReason.LeaseLost) return;
    const open = await openCallsOf(this.options.storage.events, this.record.id);
    const answers = open.map((call) =>
      agentError(call.tool_name, call.tool_call_id, interruptedCallFeedback(call.tool_name), FailureKind.Internal),
    );
    if (reason === StopReason.Deadline) return void (await this.failAt(answers));
    await this.journal.transact((record) =>
      // After a shutdown the status stays `running`: the next start goes on from here.
      reason === StopReason.Shutdown
        ? { events: answers }
        : combine({ events: [...answers, { kind: EventKind.Interrupt, source: EventSource.User }] }, toStatus(record, ExecutionStatus.Paused)),
    );
  }

  private async failAt(answers: readonly EventDraft[]): Promise<void> {
    await this.journal.transact(() => ({ events: answers }));
    await this.fail(StopReason.Deadline);
  }

  private async fail(error: unknown): Promise<void> {
    const failure = failureOf(error);
    if (this.record.failure === failure.detail && this.record.executionStatus === ExecutionStatus.Error) return;
    this.options.logger.warn('A run ended with an error.', { conversationId: this.record.id, code: failure.code, detail: failure.detail });
    await this.journal.transact((record) =>
      combine({ events: [failureEvent(failure)] }, toStatus(record, ExecutionStatus.Error), {
        patch: { runtimeStatus: failure.runtimeStatus, failure: failure.detail },
      }),
    );
  }

  private runContext(llm: Llm | undefined): ConstructorParameters<typeof Run>[0] {
    const { clock, ids, logger, createReplay, observationContent, storage } = this.options;
    return {
      conversationId: this.record.id,
      journal: this.journal,
      log: storage.events,
      toolbox: this.toolbox,
      tools: this.tools,
      llm,
      createReplay,
      observationContent,
      ready: () => this.setup.ready(),
      announce: (draft) => this.announce(draft),
      clock,
      ids,
      logger,
    };
  }

  private messageChange(record: ConversationRecord, content: readonly Content[]): Change {
    const id = this.options.ids.uuid();
    const message = { ...userMessage(content), id } as EventDraft;
    const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
    const title = record.title === null && text.trim() !== '' ? { title: titleFrom(text) } : {};
    return { events: [...this.opening(record), message, stateUpdate('last_user_message_id', id)], patch: title };
  }

  private runningChange(record: ConversationRecord): Change {
    return combine({ events: this.opening(record) }, toStatus(record, ExecutionStatus.Running), {
      patch: { live: true, failure: null, ...(record.failure === null ? {} : revived(record)) },
    });
  }

  private opening(record: ConversationRecord): EventDraft[] {
    return openingEvents(record, this.tools, this.options.workspaces.isolation, this.options.clock.now());
  }

  private announceState(): void {
    if (this.feed.readers > 0) this.offer(this.snapshot());
  }

  private announce(draft: EventDraft): void {
    if (this.feed.readers === 0) return;
    const timestamp = eventTimestamp(this.options.clock.now());
    this.offer({ ...draft, id: this.options.ids.uuid(), timestamp } as ConversationEvent);
  }

  private offer(event: ConversationEvent): void {
    this.feed.offer({ seq: undefined, kind: event.kind, json: eventJson(event) });
  }
}

/** The whole state as an event that is sent but never stored. */
export function snapshotEvent(record: ConversationRecord, model: string | undefined, { clock, ids }: Pick<EngineOptions, 'clock' | 'ids'>): ConversationEvent {
  return {
    kind: EventKind.StateUpdate,
    id: ids.uuid(),
    timestamp: eventTimestamp(clock.now()),
    source: EventSource.Environment,
    key: 'full_state',
    value: wireState(record, model),
  };
}

/** A new message makes a conversation that had come to an end ready again. */
function wake(record: ConversationRecord): Change {
  const ended = record.executionStatus === ExecutionStatus.Finished || record.executionStatus === ExecutionStatus.Stuck;
  return ended ? toStatus(record, ExecutionStatus.Idle) : {};
}

/** What a conversation looks like that is made live again. */
function revived({ setup }: ConversationRecord): Pick<ConversationRecord, 'runtimeStatus' | 'failure'> {
  return { runtimeStatus: setup === 'done' ? RuntimeStatus.Ready : RuntimeStatus.StartingRuntime, failure: null };
}

function pair(tools: ReadonlyMap<string, Tool>, name: string): [string, Tool][] {
  const tool = tools.get(name);
  return tool ? [[name, tool]] : [];
}
