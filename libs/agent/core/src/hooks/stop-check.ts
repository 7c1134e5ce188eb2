import type { RunContext } from '../run/run-context.js';

/** Asks the hooks whether a turn may end, once the run has nothing more to do. */
export class StopCheck {
  private state: 'idle' | 'due' | 'allowed' = 'idle';

  constructor(private readonly context: Pick<RunContext, 'hooks'>) {}

  /** Whether the hooks are to be asked now. */
  get due(): boolean {
    return this.state === 'due';
  }

  /** Whether the turn may end as far as the hooks are concerned. Without their consent it may not: they are asked at the next step. */
  passed(): boolean {
    if (!this.context.hooks?.guardsStop || this.state === 'allowed') return true;
    this.state = 'due';
    return false;
  }

  /** Asks them. Whether one wants the agent to go on; otherwise they consent until the reset. */
  async objects(signal: AbortSignal): Promise<boolean> {
    const objects = (await this.context.hooks?.objectsToStop(signal)) ?? false;
    this.state = objects ? 'idle' : 'allowed';
    return objects;
  }

  reset(): void {
    this.state = 'idle';
  }
}
