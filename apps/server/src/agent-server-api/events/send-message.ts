import type { SendMessage } from '@openhands-nest/agent-core';
import type { SendMessageRequest } from '@openhands-nest/contracts/agent-server';
import { MessageRole } from '@openhands-nest/contracts/vocabulary';
import { invalidInput } from '../../http/problems.js';

/** What the engine is asked to send. The protocol lists four roles, but only a user can speak from outside. */
export function toSendMessage(
  { role, content, run }: SendMessageRequest,
  at: readonly string[] = ['body'],
): SendMessage {
  if (role !== MessageRole.User) {
    throw invalidInput(
      [...at, 'role'],
      'Only messages of the role "user" can be sent: leave out role, or set it to "user"',
      'value_error',
      role,
    );
  }
  return { content, run };
}
