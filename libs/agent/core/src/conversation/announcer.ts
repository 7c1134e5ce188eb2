import { EventKind, ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import type { EngineOptions, Frame, Progress } from '../engine.js';
import type { ReplyPiece } from '../feed/reply-piece.js';
import type { Feed } from '../feed/feed.js';
import type { EventDraft } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import type { ModelInUse } from './model-in-use.js';
import { RunEnd } from './run-end.js';
import { snapshotFrame, transientFrame } from './snapshot.js';
import { modelDocument } from './switched-model.js';

/** What people are told while a workspace is being set up. */
const STEPS: ReadonlySet<RuntimeStatus> = new Set([
  RuntimeStatus.BuildingRuntime,
  RuntimeStatus.StartingRuntime,
  RuntimeStatus.RuntimeStarted,
  RuntimeStatus.SettingUpWorkspace,
  RuntimeStatus.SettingUpGitHooks,
  RuntimeStatus.Ready,
]);

/** Shows the readers of a conversation what is never stored. */
export class Announcer {
  private status: RuntimeStatus | null;
  private running = false;
  private readonly runEnd: RunEnd;

  constructor(
    private readonly journal: Journal,
    private readonly feed: Feed,
    private readonly model: ModelInUse,
    private readonly options: EngineOptions,
  ) {
    this.status = journal.record.runtimeStatus;
    this.runEnd = new RunEnd(options.clock, () => this.state());
    journal.listen(() => {
      this.followRuns();
      this.followStatus();
    });
  }

  /** The state, as the first frame of a reader. */
  snapshot(): Frame {
    return snapshotFrame(this.journal.record, this.model.llm?.model, this.options);
  }

  state(): void {
    if (this.feed.readers > 0) this.feed.offer(this.snapshot());
  }

  /** The state after a run. */
  runOver(): void {
    if (this.feed.readers > 0) this.runEnd.runEnds();
  }

  progress(progress: Progress): void {
    this.feed.tell(progress);
  }

  event(draft: EventDraft, piece?: ReplyPiece): void {
    if (this.feed.readers === 0) return;
    if (draft.kind === EventKind.StreamingDelta && !showsText(this.journal.record)) return;
    this.feed.offer(transientFrame(draft, this.options, piece));
  }

  private followRuns(): void {
    const running = this.journal.record.executionStatus === ExecutionStatus.Running;
    if (running && !this.running) this.runEnd.runBegins();
    this.running = running;
  }

  /** Failures are events, and asking a model again is told with its count. */
  private followStatus(): void {
    const { runtimeStatus } = this.journal.record;
    if (runtimeStatus === this.status) return;
    this.status = runtimeStatus;
    if (runtimeStatus !== null && STEPS.has(runtimeStatus)) this.feed.tell({ status: runtimeStatus, message: '' });
  }
}

/** A client that describes its agent says in the description whether it wants text while the model writes. */
function showsText(record: ConversationRecord): boolean {
  return record.spec.agent === undefined || modelDocument(record)?.['stream'] === true;
}
