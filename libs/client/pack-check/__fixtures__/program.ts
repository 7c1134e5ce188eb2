// Compiled, not run: the types as a user meets them.
import { OpenHandsClient, ValidationApiError, type ConversationInfo, type ReceivedEvent } from '@openhands-nest/client';
import type { ConversationEvent, EventOf } from '@openhands-nest/contracts/events';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';

const client = new OpenHandsClient({ baseUrl: 'http://127.0.0.1:3000', WebSocket, fetch });

export async function titleOf(id: string): Promise<string | undefined> {
  const info: ConversationInfo | null = await client.getConversation(id);
  // @ts-expect-error A conversation has a title, and it is no number.
  const wrong: number | undefined = info?.title;
  return wrong === undefined ? info?.title : undefined;
}

export async function commandsOf(id: string): Promise<string[]> {
  const commands: string[] = [];
  for await (const { event } of client.events(id)) {
    if (event.kind === EventKind.Action && event.action?.kind === 'TerminalAction') commands.push(event.action.command);
    if (isTheEnd(event)) break;
  }
  return commands;
}

export async function hello(id: string): Promise<ExecutionStatus> {
  try {
    await client.sendMessage(id, { content: [{ type: 'text', text: 'hello' }], run: true });
  } catch (error) {
    if (error instanceof ValidationApiError) throw new Error(error.issues.map(({ msg }) => msg).join());
    throw error;
  }
  // @ts-expect-error There is no such status.
  await client.waitUntil(id, 'done');
  return client.waitUntil(id, [ExecutionStatus.Finished, 'paused'], { signal: AbortSignal.timeout(1000) });
}

function isTheEnd(event: ConversationEvent): event is EventOf<'PauseEvent'> {
  const received: ReceivedEvent = { event };
  return received.event.kind === EventKind.Pause;
}
