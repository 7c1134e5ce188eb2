import type { ConversationView, Engine } from '@openhands-nest/agent-core';
import { toConversationInfo } from '../agent-server-api/conversations/conversation-info.js';
import { overriding, type Webhooks } from './webhooks.js';

/** What a conversation that is removed has for a status. */
const DELETING = 'deleting';

/** The engine, which tells webhooks what clients do with conversations: that they are created, paused, changed and removed. */
export function tellingEngine(engine: Engine, webhooks: Webhooks): Engine {
  if (!webhooks.any) return engine;
  const tellOf = async (view: ConversationView | undefined, status?: string): Promise<void> => {
    // Conversations of sub-agents are nobody else's business.
    if (view && !view.record.spec.subAgent) await webhooks.tell(view.record.id, infoOf(view, status));
  };
  const tell = async (conversationId: string): Promise<void> => tellOf(await engine.find(conversationId));
  return overriding(engine, {
    async create(request) {
      const answer = await engine.create(request);
      if (answer.created) await tellOf(answer.view);
      return answer;
    },
    async startChild(conversationId, request) {
      const view = await engine.startChild(conversationId, request);
      await tellOf(view);
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
      if (deleted) await tellOf(view, DELETING);
      return deleted;
    },
  });
}

function infoOf(view: ConversationView, status?: string): string {
  return JSON.stringify({ ...toConversationInfo(view), ...(status !== undefined && { execution_status: status }) });
}
