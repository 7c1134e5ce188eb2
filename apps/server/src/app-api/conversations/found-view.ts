import type { ConversationView, Engine } from '@openhands-nest/agent-core';
import { HttpProblem } from '../../http/problems.js';

/** The conversation that a path names. @param given the id as the client wrote it @throws HttpProblem 404 */
export async function foundView(engine: Engine, id: string | undefined, given: string): Promise<ConversationView> {
  const view = id === undefined ? undefined : await engine.find(id);
  if (view) return view;
  throw new HttpProblem(404, { detail: `Conversation ${given} not found` });
}
