import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { anyObject, parseSchema, parseValue } from '@openhands-nest/contracts/schema';
import { invalidInput } from '../problems.js';
import { withoutInputs } from '../without-inputs.js';
import { UnknownBody } from './unknown-body.js';

type Model = abstract new () => object;

interface BodyOptions {
  readonly model: Model;
  /** Where every key is optional, no body at all means `{}`: with and without a Content-Type of JSON. */
  readonly mayBeEmpty: boolean;
  /** Whether the answer must not repeat what it refuses. */
  readonly isSecret?: boolean;
}

const Body = createParamDecorator(({ model, mayBeEmpty, isSecret = false }: BodyOptions, context: ExecutionContext) => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const body = mayBeEmpty && request.body === undefined ? {} : request.body;
  return isSecret ? withoutInputs(() => parseBodyAs(model, body)) : parseBodyAs(model, body);
});

/** The request's body as the given class, checked and with defaults. */
export function JsonBody(model: Model): ParameterDecorator {
  return Body({ model, mayBeEmpty: false });
}

/** The same for a body that holds a secret: what is refused is not repeated. */
export function SecretJsonBody(model: Model): ParameterDecorator {
  return Body({ model, mayBeEmpty: false, isSecret: true });
}

/** The same, where an empty body counts as an empty object. */
export function OptionalJsonBody(model: Model): ParameterDecorator {
  return Body({ model, mayBeEmpty: true });
}

/** The request's body as any JSON object. Who asks for it checks what is in it. */
export const JsonObjectBody = createParamDecorator((_data: unknown, context: ExecutionContext): unknown => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  refuseUnknown(body);
  return parseSchema(anyObject(), body, ['body']);
});

function parseBodyAs(model: Model, body: unknown): object {
  refuseUnknown(body);
  return parseValue(model, body, ['body']);
}

function refuseUnknown(body: unknown): void {
  if (body instanceof UnknownBody) {
    const message = `Send the body as JSON, with Content-Type: application/json instead of ${body.contentType.slice(0, 100)}`;
    throw invalidInput(['body'], message, 'model_attributes_type');
  }
}
