import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EXTENSION_NAME } from '@openhands-nest/contracts/agent-server';
import { parseSchema } from '@openhands-nest/contracts/schema';

/** The path's name of an installed skill or plugin, under the given parameter. Anything that can be no name is refused with 422. */
export const ExtensionName = createParamDecorator((parameter: string, context: ExecutionContext): unknown => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
  return parseSchema(EXTENSION_NAME, params[parameter], ['path', parameter]);
});
