import type { LlmToolCall, LlmToolSpec } from '@openhands-nest/agent-ports';

/** What every call begins with. */
export const CALL_START = '<function=';
const CALL = /<function=([^>\n]{1,200})>([\s\S]*?)(?:<\/function>|(?=<function=)|$)/g;
const PARAMETER = /<parameter=([^>\n]{1,200})>([\s\S]*?)(?:<\/parameter>|(?=<parameter=)|$)/g;

interface JsonSchema {
  readonly type?: unknown;
  readonly anyOf?: readonly JsonSchema[];
}

/** A call as the model writes it. What is no JSON object stays a text that the engine can refuse. */
export function writtenCall({ name, arguments: json }: Pick<LlmToolCall, 'name' | 'arguments'>): string {
  const parameters = Object.entries(objectIn(json)).map(
    ([key, value]) => `<parameter=${key}>${asText(value)}</parameter>\n`,
  );
  return `${CALL_START}${name}>\n${parameters.join('')}</function>`;
}

/** The calls in a reply, in order; a call that breaks off is read as far as it goes. */
export function callsIn(text: string, tools: readonly LlmToolSpec[]): Omit<LlmToolCall, 'id'>[] {
  return [...text.matchAll(CALL)].map(([, name = '', body = '']) => ({
    name: name.trim(),
    arguments: JSON.stringify(argumentsIn(body, propertiesOf(tools, name.trim()))),
  }));
}

function argumentsIn(body: string, properties: Readonly<Record<string, JsonSchema>>): object {
  const values = [...body.matchAll(PARAMETER)].map(([, name = '', value = '']): [string, unknown] => {
    const key = name.trim();
    return [key, valueOf(value, Object.hasOwn(properties, key) ? properties[key] : undefined)];
  });
  return Object.fromEntries(values);
}

/** Texts are taken as they are, less the line breaks around them; everything else is JSON, if it is any. */
function valueOf(text: string, schema: JsonSchema | undefined): unknown {
  if (isText(schema)) return text.replace(/^\r?\n|\r?\n$/g, '');
  try {
    return JSON.parse(text);
  } catch {
    return text.trim();
  }
}

function isText(schema: JsonSchema | undefined): boolean {
  if (!schema) return true;
  const kinds = [schema, ...(schema.anyOf ?? [])].flatMap(({ type }) => type).filter((type) => type !== 'null');
  return kinds.length === 0 || kinds.includes('string');
}

function propertiesOf(tools: readonly LlmToolSpec[], name: string): Readonly<Record<string, JsonSchema>> {
  const properties = tools.find((tool) => tool.name === name)?.parameters['properties'];
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, JsonSchema>) : {};
}

function objectIn(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the raw text.
  }
  return json.trim() === '' ? {} : { invalid_arguments: json };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? `\n${value}\n` : JSON.stringify(value);
}
