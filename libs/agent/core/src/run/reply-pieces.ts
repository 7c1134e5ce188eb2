import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import type { RunContext } from './run-context.js';

/** Shows a reply while the model writes it. The event that it becomes is named beforehand, so that readers can tell what belongs to it. */
export class ReplyPieces {
  readonly replyId: string;
  private attempt = 1;
  private order = 0;

  constructor(private readonly context: Pick<RunContext, 'announce' | 'ids'>) {
    this.replyId = context.ids.uuid();
  }

  announce(text: string | undefined, reasoning: string | undefined): void {
    const { replyId, attempt } = this;
    this.context.announce(
      {
        kind: EventKind.StreamingDelta,
        source: EventSource.Agent,
        ...(text === undefined ? {} : { content: text }),
        ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
      },
      {
        replyId,
        attempt,
        order: this.order,
        ...(text === undefined ? {} : { text }),
        ...(reasoning === undefined ? {} : { reasoning }),
      },
    );
    this.order += 1;
  }

  /** The model is asked again: what was shown so far does not count any more. */
  beginAnew(): void {
    this.attempt += 1;
    this.order = 0;
  }
}
