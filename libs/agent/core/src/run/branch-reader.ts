import type { ConversationEvent } from '@openhands-nest/contracts/events';
import type { EventLog } from '@openhands-nest/agent-ports';
import type { Committed, Journal } from '../journal/journal.js';
import { readBranch } from '../view/branch.js';

/** What is told of a conversation's events. */
export interface BranchListener {
  /** One that was there before. */
  old(event: ConversationEvent, seq: number): void;
  /** What is committed meanwhile and afterwards. */
  committed(committed: Committed): void;
}

/** Tells all events that the agent sees, from the first on: what is committed while the log is still being read comes after it. */
export class BranchReader {
  /** Committed while the log is being read. */
  private early: Committed[] | undefined = [];
  private readonly stopListening: () => void;

  constructor(
    private readonly log: EventLog,
    private readonly journal: Journal,
    private readonly listener: BranchListener,
  ) {
    this.stopListening = journal.listen((committed) => {
      if (this.early) this.early.push(committed);
      else this.listener.committed(committed);
    });
  }

  /** Reads what is in the log already; once. */
  async read(): Promise<void> {
    await readBranch(this.log, this.journal.record, (event, seq) => this.listener.old(event, seq));
    const early = this.early ?? [];
    this.early = undefined;
    for (const committed of early) this.listener.committed(committed);
  }

  /** Tells nothing any more. */
  dispose(): void {
    this.stopListening();
  }
}
