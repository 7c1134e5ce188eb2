import type { EventReader } from '@openhands-nest/agent-core';
import type { FrameSource } from './frame-pump.js';
import { SessionFrames, type SessionFrame } from './session-frames.js';

/** What a reader gives, in the envelopes of the session socket and after a first message of its own. */
export class SessionSource implements FrameSource<SessionFrame> {
  readonly #frames = new SessionFrames();
  #waiting: SessionFrame[];

  constructor(
    private readonly reader: EventReader,
    first: SessionFrame,
  ) {
    this.#waiting = [first];
  }

  get pending(): boolean {
    return this.#waiting.length > 0 || this.reader.pending;
  }

  take(limit: number): readonly SessionFrame[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    // An event may become two messages: asking for fewer keeps a batch near its limit.
    const taken = this.reader.take(Math.max(1, limit - waiting.length));
    return [...waiting, ...taken.flatMap((frame) => this.#frames.framesFor(frame))];
  }

  load(): Promise<void> {
    return this.reader.load();
  }

  onWake(listener: () => void): void {
    this.reader.onWake(listener);
  }

  close(): void {
    this.reader.close();
  }
}
