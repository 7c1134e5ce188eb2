import { EVENT_DTOS, type ConversationEvent } from '@openhands-nest/contracts/events';
import { fieldsOf, modelOf, type ModelClass, type Schema } from '@openhands-nest/contracts/schema';

type Json = Readonly<Record<string, unknown>>;

/** An event with what is stored as absent shown as null, at every depth: the form in which single events are read. */
export function completeEvent(json: string): object {
  const event = JSON.parse(json) as ConversationEvent;
  return completeObject(EVENT_DTOS[event.kind], event as unknown as Json);
}

function completeObject(model: ModelClass, value: Json): Json {
  const complete: Record<string, unknown> = { ...value };
  for (const { name, schema, ignored } of fieldsOf(model).values()) {
    if (value[name] !== undefined) complete[name] = completeValue(schema, value[name]);
    else if (!ignored && admitsNull(schema)) complete[name] = null;
  }
  return complete;
}

function completeValue(schema: Schema, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => completeValue(itemsOf(schema), item));
  const model = modelFor(schema, value as Json);
  return model ? completeObject(model, value as Json) : value;
}

function itemsOf(schema: Schema): Schema {
  return schema.items ?? schema.anyOf?.find(({ items }) => items !== undefined)?.items ?? {};
}

/** Of several classes the one whose fixed values (`kind`, `type`) the object has. */
function modelFor(schema: Schema, value: Json): ModelClass | undefined {
  const models = [schema, ...(schema.anyOf ?? [])].map(modelOf).filter((model) => model !== undefined);
  return models.find((model) =>
    [...fieldsOf(model).values()].every((field) => fitsFixedValue(field.schema, value[field.name])),
  );
}

function fitsFixedValue(schema: Schema, value: unknown): boolean {
  return schema.const === undefined || value === undefined || value === schema.const;
}

function admitsNull(schema: Schema): boolean {
  return schema.anyOf?.some(({ type }) => type === 'null') ?? false;
}
