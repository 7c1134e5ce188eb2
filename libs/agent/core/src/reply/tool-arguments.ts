/** What a model wrote as arguments, taken apart. */
export interface ToolArguments {
  /** The tool's own arguments. */
  readonly values: Readonly<Record<string, unknown>>;
  /** One line for people on what the call is for, if the model gave one. */
  readonly summary?: string;
  readonly risk?: string;
}

/**
 * Reads the arguments of a tool call. Models forget to escape line breaks and write lists as JSON in a string: both are mended.
 * @throws SyntaxError when nothing like a JSON object is there
 */
export function parseToolArguments(text: string, declared: ReadonlySet<string>): ToolArguments {
  const parsed = parseObject(text.trim() === '' ? '{}' : text);
  const { summary, security_risk: risk, ...rest } = parsed;
  const values = declared.has('summary') && summary !== undefined ? { ...rest, summary } : rest;
  return {
    values,
    ...(typeof summary === 'string' && summary !== '' ? { summary } : {}),
    ...(typeof risk === 'string' ? { risk } : {}),
  };
}

/** Decodes lists and objects that a model wrote as JSON text although the schema asks for the real thing. */
export function decodeNested(
  values: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const properties = (parameters['properties'] ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, admitsText(properties[key]) ? value : decoded(value)]),
  );
}

function parseObject(text: string): Record<string, unknown> {
  const value = parseLeniently(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('the arguments are not a JSON object');
  return value as Record<string, unknown>;
}

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const mended = escapeControlCharacters(text);
    if (mended === text) throw error;
    return JSON.parse(mended);
  }
}

/** Escapes raw control characters inside JSON strings. */
function escapeControlCharacters(text: string): string {
  let inString = false;
  let escaped = false;
  let out = '';
  for (const character of text) {
    const isControl = character < ' ';
    out += inString && isControl ? JSON.stringify(character).slice(1, -1) : character;
    if (escaped) escaped = false;
    else if (character === '\\') escaped = inString;
    else if (character === '"') inString = !inString;
  }
  return out;
}

function decoded(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function admitsText(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true;
  const { type, anyOf } = schema as { type?: unknown; anyOf?: unknown[] };
  if (anyOf) return anyOf.some(admitsText);
  return type === undefined || type === 'string';
}
