import type { ErrorObject, ValidateFunction } from 'ajv';
import { InvalidArgumentsError, someMatch } from '@openhands-nest/agent-ports';

type Values = Readonly<Record<string, unknown>>;

/** Checks a model's arguments and answers them with their types put right. @throws InvalidArgumentsError with a sentence for the model */
export type ArgumentCheck = (values: Values) => Values;

/** Problems told at once. */
const MAX_PROBLEMS = 5;

/** How `pattern` is looked at. A text for which that takes too long does not fit. */
const PATTERNS = Object.assign(
  (pattern: string, flags: string) => {
    const expression = new RegExp(pattern, flags);
    // Its text is the name under which Ajv keeps it.
    return { test: (text: string) => someMatch([expression], text) ?? false, toString: () => String(expression) };
  },
  // Ajv asks for it, but needs it only where checks are written to a file.
  { code: 'new RegExp' },
);

/** The check that a JSON Schema (2020-12, or an older draft that means the same) stands for. @throws Error for what is no schema */
export async function argumentCheck(schema: Values): Promise<ArgumentCheck> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  // What a newer or a client's own keyword means is for its client to say; formats are for people.
  const code = { regExp: PATTERNS };
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    coerceTypes: true,
    validateFormats: false,
    logger: false,
    code,
  });
  const { $schema: _, $id: __, ...rules } = schema;
  const validate = ajv.compile(rules);
  return (values) => checked(validate, values, schema);
}

function checked(validate: ValidateFunction, values: Values, schema: Values): Values {
  const copy = structuredClone(values);
  if (validate(copy)) return copy;
  const problems = (validate.errors ?? []).slice(0, MAX_PROBLEMS).map(sentence);
  const known = Object.keys(schema.properties ?? {}).join(', ');
  throw new InvalidArgumentsError(
    `The arguments do not fit. ${[...new Set(problems)].join('; ')}.${known && ` Parameters: ${known}.`}`,
  );
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath.slice(1).replaceAll('/', '.') || 'arguments';
  const values = (params as { allowedValues?: unknown }).allowedValues;
  const extra = (params as { additionalProperty?: unknown }).additionalProperty;
  const detail = values ? `: ${JSON.stringify(values)}` : typeof extra === 'string' ? `: ${extra}` : '';
  return `${place}: ${message ?? 'does not fit'}${detail}`;
}
