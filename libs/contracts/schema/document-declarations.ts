import { ApiExcludeEndpoint, ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { operationDecorators } from './operation-decorators.js';
import { modelsIn, type ModelClass } from './schema.js';
import type { DeclaredField } from './declared-field.js';
import { ANYTHING } from './tidy.js';
import { titleOf } from './title.js';
import { undocumented, type Declaration, type Method } from './undocumented.js';

/** Writes all that has been declared into the metadata from which Nest makes documents. To be called before that. */
export function documentDeclarations(): void {
  for (const declaration of undocumented.splice(0)) write(declaration);
}

function write(declaration: Declaration): void {
  switch (declaration.kind) {
    case 'field':
      return writeField(declaration.model, declaration.field);
    case 'model':
      return writeModel(declaration.model, { ...named(declaration.model), ...declaration.extra });
    case 'enum': {
      const { model, values } = declaration;
      return writeModel(model, { ...named(model), type: 'string', enum: values, properties: undefined });
    }
    case 'operation':
      return operationDecorators(declaration.description).forEach((decorate) => apply(decorate, declaration.method));
    case 'hidden':
      return apply(ApiExcludeEndpoint(), declaration.method);
  }
}

function writeField(model: ModelClass, { name, schema, required }: DeclaredField): void {
  ApiExtraModels(...modelsIn(schema))(model);
  // Nest would call a value of any type an object: the mark says that it is none.
  const mark = Object.keys(schema).length === 0 ? { [ANYTHING]: true } : {};
  const prototype = model.prototype as object;
  // Beside a reference or a choice Nest wants some type; tidying takes it away.
  ApiProperty({ type: Object, ...titleOf(name, schema), ...schema, ...mark, required } as never)(prototype, name);
}

function writeModel(model: ModelClass, schema: object): void {
  ApiSchema(schema)(model);
}

function named({ name }: ModelClass): { name: string; title: string } {
  return { name, title: name };
}

function apply(decorate: MethodDecorator, { prototype, name, descriptor }: Method): void {
  decorate(prototype, name, descriptor);
}
