import type { Clock } from '@openhands-nest/agent-ports';

/** Milliseconds; the end of a run that was shorter is told once more after this time. */
const QUICK_RUN_MS = 1_000;

/**
 * Tells of the end of runs. A client may listen for it only when its request to run has been answered; a run that is over by then
 * would seem to go on (the Python SDK waits 30 s more). So the end of a quick run is told twice, unless the next one has begun.
 */
export class RunEnd {
  private beganAt = 0;
  private repeat: AbortController | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly tell: () => void,
  ) {}

  runBegins(): void {
    this.repeat?.abort();
    this.repeat = undefined;
    this.beganAt = this.clock.now();
  }

  runEnds(): void {
    this.tell();
    if (this.clock.now() - this.beganAt >= QUICK_RUN_MS) return;
    this.repeat = new AbortController();
    this.clock.sleep(QUICK_RUN_MS, this.repeat.signal).then(this.tell, () => undefined);
  }
}
