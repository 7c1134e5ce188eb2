import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CANVAS_EXTENSION_NAME } from '@openhands-nest/contracts/agent-server';
import { parseSchema } from '@openhands-nest/contracts/schema';

const PARAMETER = 'extension_name';

/** The path's name of an extension of the GUI. Anything that can be no name is refused with 422. */
export const CanvasExtensionName = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
  return parseSchema(CANVAS_EXTENSION_NAME, params[PARAMETER], ['path', PARAMETER]);
});
