import type { Engine } from '@openhands-nest/agent-core';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';

/** Frames that are looked away from at once. */
const BATCH = 500;

/** Resolves when a run has ended that is on disk as running; undefined when that takes too long. @param timeoutMs milliseconds */
export async function untilAtRest(
  engine: Engine,
  conversationId: string,
  timeoutMs: number,
): Promise<ConversationRecord | undefined> {
  const reader = await engine.openReader(conversationId, { kind: 'now' });
  const deadline = performance.now() + timeoutMs;
  try {
    for (;;) {
      const wake = Promise.withResolvers<void>();
      reader.onWake(() => wake.resolve());
      const { record } = await engine.get(conversationId);
      if (record.executionStatus !== ExecutionStatus.Running) return record;
      while (reader.pending) {
        await reader.load();
        reader.take(BATCH);
      }
      if (!(await within(wake.promise, deadline - performance.now()))) return undefined;
    }
  } finally {
    reader.close();
  }
}

async function within(awaited: Promise<void>, milliseconds: number): Promise<boolean> {
  const time = Promise.withResolvers<false>();
  const timer = setTimeout(() => time.resolve(false), Math.max(0, milliseconds));
  const happened = await Promise.race([awaited.then(() => true), time.promise]);
  clearTimeout(timer);
  return happened;
}
