import type { ChildProcess } from 'node:child_process';
import type { BenchContext } from '../bench-context.js';
import { entryFile } from '../workspace.js';
import { nextMessage, startNode } from './node-process.js';

/** What the scripted model is to do, written as JSON into the user's message. */
export interface ModelScript {
  /** Thoughts before the closing answer: each is one step of three events. */
  readonly steps?: number;
  /** Milliseconds before each reply. */
  readonly delayMs?: number;
  /** A shell command that takes the place of the thoughts. */
  readonly command?: string;
  /** Sub-agents that get a task each, all in one reply, before the closing answer. Each has to be told what to do itself. */
  readonly tasks?: readonly SubAgentTask[];
}

export interface SubAgentTask {
  readonly subagent_type: string;
  readonly description: string;
  /** A script as JSON. */
  readonly prompt: string;
}

/** What the model has seen since it was last asked. */
export interface ModelReport {
  readonly requests: number;
  /** Milliseconds between the end of one reply and the beginning of the next request: all that a step costs beside the model. */
  readonly gapsMs: readonly number[];
}

/** A scripted model in a process of its own, so that its work is not taken for the server's. */
export class LlmProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(context: BenchContext): Promise<LlmProcess> {
    const child = startNode(entryFile('llm'), context);
    const { url } = await nextMessage<{ url: string }>(child);
    return new LlmProcess(child, url);
  }

  /** Reports and begins anew. */
  take(): Promise<ModelReport> {
    const answer = nextMessage<ModelReport>(this.child);
    this.child.send('take');
    return answer;
  }

  /** Resolves when a request comes in, from now on. */
  async nextRequest(): Promise<void> {
    const answer = nextMessage(this.child);
    this.child.send('next');
    await answer;
  }
}
