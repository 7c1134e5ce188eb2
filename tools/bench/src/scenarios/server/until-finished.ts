import type { ModelScript } from '../../processes/llm-process.js';
import { openStream } from '../../wire/event-stream.js';

/** The operations that waiting needs, of either surface. */
export interface Talk {
  send(id: string, text: string, run: boolean): Promise<void>;
  socketUrl(id: string): string;
}

/** Gives a conversation its message and waits, on its events socket, until the run has finished. */
export async function untilFinished(api: Talk, id: string, script: ModelScript): Promise<void> {
  const watch = await watchForEnd(api, id);
  await api.send(id, JSON.stringify(script), true);
  await watch.finished;
}

export interface EndWatch {
  /** Resolves when the run has finished; rejects when it ends in another way. */
  readonly finished: Promise<void>;
}

/** Watches a conversation from now on. */
export async function watchForEnd(api: Pick<Talk, 'socketUrl'>, id: string): Promise<EndWatch> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = await openStream(api.socketUrl(id), (text) => {
    if (!text.includes('"execution_status"') || text.includes('"full_state"')) return;
    if (text.includes('"finished"')) resolve();
    if (text.includes('"error"') || text.includes('"stuck"')) reject(new Error(`A run did not finish: ${text}`));
  });
  const finished = promise.finally(() => socket.terminate());
  return { finished };
}
