import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PROFILE_NAME } from '@openhands-nest/contracts/agent-server';
import { parseSchema, text } from '@openhands-nest/contracts/schema';

/** The path's name of a profile. Anything that can be no name is refused with 422. */
export const ProfileName = createParamDecorator((_data: unknown, context: ExecutionContext): unknown => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { name: string } }>>();
  return parseSchema(text({ pattern: PROFILE_NAME }), params.name, ['path', 'name']);
});
