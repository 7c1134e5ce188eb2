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
import type { DocumentedAnswer, OperationDescription } from './operation-description.js';
import { fieldsOf } from './registry.js';
import { modelsIn, ref, type ModelClass, type Schema } from './schema.js';
import { titleOf } from './title.js';

/** What the documents say about one operation, as Nest's decorators for its controller method. */
export function operationDecorators(description: OperationDescription): MethodDecorator[] {
  const { id, summary, tags, security } = description;
  return [
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
