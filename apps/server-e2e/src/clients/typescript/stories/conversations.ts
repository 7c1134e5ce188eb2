import { ExecutionStatus, type ReceivedEvent } from '@openhands-nest/client';
import { ordersOf, type Order } from '@openhands-nest/testing';
import type { Cast } from './story.js';

/** The agent of the stories, with a terminal and an editor. */
export function agentOf({ sdk, llm }: Cast, more: object = {}): object {
  const tools = [
    { name: 'terminal', params: {} },
    { name: 'file_editor', params: {} },
  ];
  const condenser = {
    kind: 'LLMSummarizingCondenser',
    llm: { ...llm, usage_id: 'condenser' },
    max_size: 80,
    keep_first: 2,
  };
  return new sdk.Agent({ llm, tools, condenser, ...more });
}

/** A conversation that has not been started on the server. */
export async function aConversation(cast: Cast, options: object = {}): Promise<any> {
  const { sdk, record, options: access } = cast;
  const workspace = new sdk.RemoteWorkspace({ ...access, workingDir: await cast.newDirectory() });
  return record.watch(new sdk.RemoteConversation(agentOf(cast), workspace, options));
}

/** Conversation that has carried out some orders and is finished. */
export async function aFinishedConversation(cast: Cast, ...orders: readonly Order[]): Promise<any> {
  const conversation = await aConversation(cast);
  await conversation.start({ initialMessage: ordersOf(...orders) });
  await until(cast, conversation.id, ExecutionStatus.Finished);
  return conversation;
}

/** The request of a conversation for clients that send it as it is. */
export async function aRequest(cast: Cast, text?: string): Promise<Record<string, unknown>> {
  return {
    agent: agentOf(cast),
    workspace: { kind: 'LocalWorkspace', working_dir: await cast.newDirectory() },
    ...(text !== undefined && { initial_message: { role: 'user', content: [{ type: 'text', text }], run: true } }),
  };
}

/** Resolves when the conversation has one of the statuses. */
export async function until({ observer }: Cast, id: string, ...statuses: ExecutionStatus[]): Promise<void> {
  await observer.waitUntil(id, statuses, { timeoutMs: 20_000 });
}

/** Resolves to the first event, stored or coming, that fits. */
export async function eventIn(
  { observer }: Cast,
  id: string,
  fits: (event: ReceivedEvent['event']) => boolean,
): Promise<any> {
  for await (const { event } of observer.events(id)) if (fits(event)) return event;
  throw new Error('The events ended.');
}
