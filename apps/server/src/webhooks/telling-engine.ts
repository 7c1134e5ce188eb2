import type { ConversationView, Engine } from '@openhands-nest/agent-core';
import { toConversationInfo } from '../agent-server-api/conversations/conversation-info.js';
import { overriding, type Webhooks } from './webhooks.js';

/** What a conversation that is removed has for a status. */
const DELETING = 'deleting';

/** The engine, which tells webhooks what clients do with conversations: that they are created, paused, changed and removed. */
export function tellingEngine(engine: Engine, webhooks: Webhooks): Engine {
  if (!webhooks.any) return engine;
  const tell = async (conversationId: string): Promise<void> => {
    const view = await engine.find(conversationId);
    if (view) await webhooks.tell(conversationId, infoOf(view));
  };
  return overriding(engine, {
    async create(request) {
      const answer = await engine.create(request);
      if (answer.created) await webhooks.tell(answer.view.record.id, infoOf(answer.view));
      return answer;
    },
    async startChild(conversationId, request) {
      const view = await engine.startChild(conversationId, request);
      await webhooks.tell(view.record.id, infoOf(view));
      return view;
    },
    async pause(conversationId) {
      await engine.pause(conversationId);
      await tell(conversationId);
    },
    async interrupt(conversationId) {
      await engine.interrupt(conversationId);
      await tell(conversationId);
    },
    async change(conversationId, change) {
      await engine.change(conversationId, change);
      if (change.title !== undefined || change.tags !== undefined) await tell(conversationId);
    },
    async delete(conversationId) {
      const view = await engine.find(conversationId);
      const deleted = await engine.delete(conversationId);
      if (deleted && view) await webhooks.tell(conversationId, infoOf(view, DELETING));
      return deleted;
    },
  });
}

function infoOf(view: ConversationView, status?: string): string {
  return JSON.stringify({ ...toConversationInfo(view), ...(status !== undefined && { execution_status: status }) });
}
