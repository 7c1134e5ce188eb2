import { EventKind } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import type { EngineOptions, Frame } from '../engine.js';
import type { ReplyPiece } from '../feed/reply-piece.js';
import type { Feed } from '../feed/feed.js';
import type { EventDraft } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import type { ModelInUse } from './model-in-use.js';
import { snapshotFrame, transientFrame } from './snapshot.js';
import { modelDocument } from './switched-model.js';

/** Shows the readers of a conversation what is never stored. */
export class Announcer {
  constructor(
    private readonly journal: Journal,
    private readonly feed: Feed,
    private readonly model: ModelInUse,
    private readonly options: EngineOptions,
  ) {}

  /** The state, as the first frame of a reader. */
  snapshot(): Frame {
    return snapshotFrame(this.journal.record, this.model.llm?.model, this.options);
  }

  state(): void {
    if (this.feed.readers > 0) this.feed.offer(this.snapshot());
  }

  event(draft: EventDraft, piece?: ReplyPiece): void {
    if (this.feed.readers === 0) return;
    if (draft.kind === EventKind.StreamingDelta && !showsText(this.journal.record)) return;
    this.feed.offer(transientFrame(draft, this.options, piece));
  }
}

/** A client that describes its agent says in the description whether it wants text while the model writes. */
function showsText(record: ConversationRecord): boolean {
  return record.spec.agent === undefined || modelDocument(record)?.['stream'] === true;
}
