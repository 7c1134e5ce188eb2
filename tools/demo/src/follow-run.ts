import {
  executionStatusOf,
  TERMINAL_STATUSES,
  type ConversationEvent,
  type ExecutionStatus,
  type OpenHandsClient,
} from '@openhands-nest/client';
import { DemoError } from './demo-error.js';

/** Shows every event of a conversation as it comes, until its run is over, and gives the status that it ended with. */
export async function followRun(
  client: OpenHandsClient,
  conversationId: string,
  show: (event: ConversationEvent) => void,
  signal: AbortSignal,
): Promise<ExecutionStatus> {
  for await (const { event } of client.events(conversationId, { signal })) {
    show(event);
    const status = executionStatusOf(event);
    if (status !== undefined && TERMINAL_STATUSES.includes(status)) return status;
  }
  throw new DemoError('The events of the conversation ended before its run did. Start the demo again.');
}
