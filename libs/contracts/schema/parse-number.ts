import type { Location } from './issue.js';
import type { Schema } from './schema.js';
import { refuse, type Walk } from './walk.js';

const INTEGER_TEXT = /^\s*[+-]?\d+(\.0*)?\s*$/;
const NUMBER_TEXT = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;
const TRUE_TEXT = ['true', 't', '1', 'yes', 'y', 'on'];
const FALSE_TEXT = ['false', 'f', '0', 'no', 'n', 'off'];

/** Texts of whole numbers count as numbers and booleans as 0 and 1, as in pydantic's lax mode. */
export function parseInteger(walk: Walk, schema: Schema, value: unknown, at: Location): unknown {
  const number =
    typeof value === 'boolean' || (typeof value === 'string' && INTEGER_TEXT.test(value)) ? Number(value) : value;
  const problem = integerProblem(number);
  return problem
    ? refuse(walk, { ...problem, loc: at, input: value })
    : withinBounds(walk, schema, number as number, value, at);
}

function integerProblem(value: unknown): { type: string; msg: string } | undefined {
  if (typeof value === 'string')
    return { type: 'int_parsing', msg: 'Input should be a valid integer, unable to parse string as an integer' };
  if (typeof value !== 'number') return { type: 'int_type', msg: 'Input should be a valid integer' };
  if (Number.isSafeInteger(value)) return undefined;
  return Number.isInteger(value) || !Number.isFinite(value)
    ? { type: 'int_parsing_size', msg: 'Unable to parse input string as an integer, exceeded maximum size' }
    : { type: 'int_from_float', msg: 'Input should be a valid integer, got a number with a fractional part' };
}

export function parseFloating(walk: Walk, schema: Schema, value: unknown, at: Location): unknown {
  const number =
    typeof value === 'boolean' || (typeof value === 'string' && NUMBER_TEXT.test(value)) ? Number(value) : value;
  if (typeof number === 'string')
    return refuse(walk, {
      type: 'float_parsing',
      loc: at,
      msg: 'Input should be a valid number, unable to parse string as a number',
      input: value,
    });
  if (typeof number !== 'number')
    return refuse(walk, { type: 'float_type', loc: at, msg: 'Input should be a valid number', input: value });
  if (!Number.isFinite(number))
    return refuse(walk, { type: 'finite_number', loc: at, msg: 'Input should be a finite number', input: value });
  return withinBounds(walk, schema, number, value, at);
}

function withinBounds(
  walk: Walk,
  { minimum, maximum, exclusiveMinimum, const: only }: Schema,
  number: number,
  input: unknown,
  loc: Location,
): unknown {
  if (only !== undefined && number !== only) {
    const expected = String(only);
    return refuse(walk, { type: 'literal_error', loc, msg: `Input should be ${expected}`, input, ctx: { expected } });
  }
  if (minimum !== undefined && number < minimum)
    return refuse(walk, {
      type: 'greater_than_equal',
      loc,
      msg: `Input should be greater than or equal to ${minimum}`,
      input,
      ctx: { ge: minimum },
    });
  if (exclusiveMinimum !== undefined && number <= exclusiveMinimum)
    return refuse(walk, {
      type: 'greater_than',
      loc,
      msg: `Input should be greater than ${exclusiveMinimum}`,
      input,
      ctx: { gt: exclusiveMinimum },
    });
  if (maximum !== undefined && number > maximum)
    return refuse(walk, {
      type: 'less_than_equal',
      loc,
      msg: `Input should be less than or equal to ${maximum}`,
      input,
      ctx: { le: maximum },
    });
  return number;
}

/** Accepts the words and digits that pydantic reads as booleans. */
export function parseBoolean(walk: Walk, value: unknown, at: Location): unknown {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number')
    return refuse(walk, { type: 'bool_type', loc: at, msg: 'Input should be a valid boolean', input: value });
  const word = String(value).toLowerCase();
  if (TRUE_TEXT.includes(word)) return true;
  if (FALSE_TEXT.includes(word)) return false;
  return refuse(walk, {
    type: 'bool_parsing',
    loc: at,
    msg: 'Input should be a valid boolean, unable to interpret input',
    input: value,
  });
}
