import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import { invalidInput } from './problems.js';

interface Params {
  readonly conversation_id: string;
  /** The conversation in whose directory an operation of the machine acts. */
  readonly runtime_conversation_id: string;
}

/** The path's conversation id in its dashed form. Anything but a UUID is refused with 422, as the Agent Server does. */
export const ConversationId = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  return parsed('conversation_id', context);
});

/** The same, of the conversation in whose directory an operation acts. */
export const RuntimeConversationId = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  return parsed('runtime_conversation_id', context);
});

/** The path's conversation id, dashed, or undefined when it can be no conversation's: the OpenHands API knows ids as mere text. */
export const PossibleConversationId = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  parseConversationId(givenId(context)),
);

/** The path's conversation id as the client wrote it. */
export const GivenConversationId = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  givenId(context),
);

function parsed(name: keyof Params, context: ExecutionContext): string {
  const given = givenId(context, name);
  const id = parseConversationId(given);
  if (id !== undefined) return id;
  throw invalidInput(['path', name], 'Input should be a valid UUID', 'uuid_parsing', given);
}

function givenId(context: ExecutionContext, name: keyof Params = 'conversation_id'): string {
  return context.switchToHttp().getRequest<FastifyRequest<{ Params: Params }>>().params[name];
}
