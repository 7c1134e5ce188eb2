import type { RecallRequest } from '@openhands-nest/agent-ports';
import { RUNTIME_PLUGINS } from './runtime-plugins.js';

/** Conversations for which something is kept in the memory at once. */
const MAX_KEPT = 500;

/** What is made once for each live conversation, and anew when plugins have been added to it. The longest unchanged make room. */
export class PerConversation<T> {
  private readonly kept = new Map<string, { readonly key: string; readonly value: T }>();

  of({ record: { id, agentState } }: RecallRequest, make: () => T): T {
    const key = JSON.stringify(agentState[RUNTIME_PLUGINS] ?? []);
    const known = this.kept.get(id);
    if (known?.key === key) return known.value;
    const value = make();
    this.kept.delete(id);
    this.kept.set(id, { key, value });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return value;
  }

  find(conversationId: string): T | undefined {
    return this.kept.get(conversationId)?.value;
  }

  forget(conversationId: string): void {
    this.kept.delete(conversationId);
  }
}
