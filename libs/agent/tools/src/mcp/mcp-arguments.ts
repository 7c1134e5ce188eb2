import { InvalidArgumentsError } from '@openhands-nest/agent-ports';
import { repairArguments } from '../schema/repair-arguments.js';

type Json = Readonly<Record<string, unknown>>;

/** The JSON Schema of a tool as a model is told it: always an object with properties. */
export function parametersOf(inputSchema: Json): Json {
  const { $schema: _dialect, ...schema } = inputSchema;
  return { ...schema, type: 'object', properties: isObject(schema.properties) ? schema.properties : {} };
}

/**
 * Checks that what is required is there and that values have the declared types. The rest of a schema is the server's to check: it
 * comes from outside, and a pattern in it could take for ever.
 * @throws InvalidArgumentsError with a sentence for the model
 */
export function checkedArguments(parameters: Json, arguments_: Json): Record<string, unknown> {
  const values = repairArguments(parameters, arguments_);
  const properties = parameters.properties as Json;
  const required = Array.isArray(parameters.required) ? parameters.required.map(String) : [];
  const missing = required.filter((name) => values[name] === undefined).map((name) => `${name}: is required`);
  const wrong = Object.entries(values).flatMap(([name, value]) => complaint(name, properties[name], value));
  const problems = [...missing, ...wrong];
  if (problems.length === 0) return values;
  const known = Object.keys(properties).join(', ') || 'none';
  throw new InvalidArgumentsError(`The arguments do not fit. ${problems.join('; ')}. Parameters: ${known}.`);
}

function complaint(name: string, schema: unknown, value: unknown): string[] {
  if (!isObject(schema)) return [];
  const types = [schema.type].flat().filter((type): type is string => typeof type === 'string');
  if (types.length === 0 || types.some((type) => fits(type, value))) return [];
  return [`${name}: should be ${types.join(' or ')}`];
}

function fits(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
    default:
      return true;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
