/** What a model wrote as arguments, taken apart. */
export interface ToolArguments {
  /** The tool's own arguments. */
  readonly values: Readonly<Record<string, unknown>>;
  /** One line for people on what the call is for, if the model gave one. */
  readonly summary?: string;
  readonly risk?: string;
}

/**
 * Reads the arguments of a tool call. Models forget to escape line breaks: that is mended.
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
