import type { Content } from '@openhands-nest/contracts/events';
import type { AcpAgent, AcpReply, AcpToolCall, ReplyTiming } from '@openhands-nest/agent-ports';
import type { EventDraft } from '../journal/draft.js';
import { ReplyPieces } from '../run/reply-pieces.js';
import type { RunContext } from '../run/run-context.js';
import { sayingEvent, toolCallEvent } from './acp-events.js';

/** A reply, and how long it took. */
export type TimedReply = AcpReply & { readonly timing: ReplyTiming };

/** One prompt and what comes of it: pieces as they come, calls of tools as events. */
export class AcpTurn {
  private readonly pieces: ReplyPieces;
  private writes: Promise<unknown> = Promise.resolve();
  private said = '';

  constructor(private readonly context: RunContext) {
    this.pieces = new ReplyPieces(context);
  }

  /** Of the event that the pieces become. */
  get replyId(): string {
    return this.pieces.replyId;
  }

  /** Resolves when all that came before the reply is on disk. @throws AcpError */
  async prompt(agent: AcpAgent, content: readonly Content[], signal: AbortSignal): Promise<TimedReply> {
    const { clock } = this.context;
    const begun = clock.now();
    try {
      const reply = await agent.prompt({
        ...{ content, signal },
        onText: (text) => this.tell(text),
        onThought: (text) => this.pieces.announce(undefined, this.mask(text)),
        onToolCall: (call) => this.record(call),
      });
      const endedAt = clock.now();
      return { ...reply, timing: { endedAt, latencyMs: endedAt - begun } };
    } finally {
      await this.writes;
    }
  }

  /** What was said by an agent that did not come to an end; nothing, if it said nothing. */
  unfinished(): EventDraft[] {
    return this.said.trim() === '' ? [] : [sayingEvent(this.mask(this.said), this.replyId)];
  }

  private tell(text: string): void {
    this.said += text;
    this.pieces.announce(this.mask(text), undefined);
  }

  private record(call: AcpToolCall): void {
    const written = this.context.journal.transact(() => ({ events: [this.mask(toolCallEvent(call))] }));
    this.writes = Promise.all([this.writes, written]);
    // Whoever waits for the prompt learns of it.
    this.writes.catch(() => undefined);
  }

  private mask<T>(value: T): T {
    return this.context.toolbox.mask(value);
  }
}
