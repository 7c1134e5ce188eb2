import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiSecurity,
} from '@nestjs/swagger';
import { HTTPValidationError } from './error-models.js';
import { fieldsOf } from './registry.js';
import { modelsIn, ref, type ModelClass, type Schema } from './schema.js';
import { titleOf } from './title.js';

/** An answer: its JSON schema, or only the words of an answer that documents no body. */
export type DocumentedAnswer = Schema | string;

export interface OperationDescription {
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Path parameters by name. */
  readonly path?: Readonly<Record<string, Schema>>;
  /** Class whose fields are the query parameters. */
  readonly query?: ModelClass;
  /** A class, or the schema of what is no object. */
  readonly body?: ModelClass | Schema;
  /** Media type of the body. Default: JSON. */
  readonly bodyType?: string;
  /** By status. 200 without words of its own says "Successful Response". */
  readonly answers: Readonly<Record<number, DocumentedAnswer>>;
  /** Name of the security scheme that opens the operation; none for an open one. */
  readonly security?: string;
}

/** What the documents say about one operation, as one decorator for its controller method. */
export function Operation(description: OperationDescription): MethodDecorator {
  const { id, summary, tags, security } = description;
  const parts: MethodDecorator[] = [
    ApiOperation({
      operationId: id,
      summary,
      ...(description.description !== undefined && { description: description.description }),
      ...(tags && { tags: [...tags] }),
    }),
    ...Object.entries(description.path ?? {}).map(([name, schema]) => pathParameter(name, schema)),
    ...(description.query ? queryParameters(description.query) : []),
    ...(description.body ? [body(description.body)] : []),
    ...(description.bodyType === undefined ? [] : [ApiConsumes(description.bodyType)]),
    ...Object.entries(description.answers).map(([status, answer]) => response(Number(status), answer)),
    ...(hasInput(description) ? [response(422, ref(HTTPValidationError))] : []),
    ...(security === undefined ? [] : [ApiSecurity(security)]),
  ];
  return (target, key, descriptor) => {
    for (const part of parts) part(target, key, descriptor);
  };
}

/** FastAPI documents 422 for every operation that takes anything. */
function hasInput({ path, query, body }: OperationDescription): boolean {
  return path !== undefined || query !== undefined || body !== undefined;
}

function pathParameter(name: string, schema: Schema): MethodDecorator {
  return ApiParam({ name, required: true, schema: { ...titleOf(name, schema), ...schema } as never });
}

function queryParameters(model: ModelClass): MethodDecorator[] {
  const fields = [...fieldsOf(model).values()];
  const models = ApiExtraModels(...fields.flatMap(({ schema }) => modelsIn(schema)));
  const parameters = fields.map(({ name, schema, required }) =>
    ApiQuery({ name, required, schema: { ...titleOf(name, schema), ...schema } as never }),
  );
  return [models, ...parameters];
}

function body(given: ModelClass | Schema): MethodDecorator {
  const shape = typeof given === 'function' ? { type: given as never } : { schema: given as never };
  return ApiBody({ ...shape, required: true });
}

function response(status: number, answer: DocumentedAnswer): MethodDecorator {
  if (typeof answer === 'string') return ApiResponse({ status, description: answer });
  const description = status === 422 ? 'Validation Error' : 'Successful Response';
  const documented = ApiResponse({ status, description, content: { 'application/json': { schema: answer as never } } });
  const models = ApiExtraModels(...modelsIn(answer));
  return (target, key, descriptor) => {
    models(target, key, descriptor);
    documented(target, key, descriptor);
  };
}
