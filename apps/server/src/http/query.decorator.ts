import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fieldsOf, parseValue, type Schema } from '@openhands-nest/contracts/schema';

type Model = abstract new () => object;
type Parameters = Readonly<Record<string, string | readonly string[]>>;

/** The query as the given class, checked and with defaults. */
export const QueryOf = createParamDecorator((model: Model, context: ExecutionContext): object => {
  const { query } = context.switchToHttp().getRequest<FastifyRequest<{ Querystring: Parameters }>>();
  return parseQuery(model, query);
});

/** A parameter that is given several times counts as a list where one is declared, and else by its last value. @throws InvalidValueError */
export function parseQuery<T extends object>(model: abstract new () => T, query: Parameters): T {
  const fields = fieldsOf(model);
  const values = Object.entries(query).map(([name, value]) => {
    const schema = fields.get(name)?.schema;
    return [name, schema && isList(schema) ? [value].flat() : lastOf(value)];
  });
  return parseValue(model, Object.fromEntries(values) as unknown, ['query']);
}

function isList(schema: Schema): boolean {
  return schema.type === 'array' || (schema.anyOf?.some(isList) ?? false);
}

function lastOf(value: string | readonly string[]): string | undefined {
  return typeof value === 'string' ? value : value.at(-1);
}
