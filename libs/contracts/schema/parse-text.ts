import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import type { Location, ValidationIssue } from './issue.js';
import { isOpen, type Schema } from './schema.js';
import { refuse, type Walk } from './walk.js';
import { count, oneOf } from './wording.js';

const LONE_SURROGATE = /\p{Surrogate}/u;
const DATE_TIME = /^\d{4}-\d\d-\d\d([T _]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?\s?(Z|[+-]\d\d(:?\d\d)?)?)?$/i;

type Complaint = Omit<ValidationIssue, 'loc' | 'input'>;

export function parseText(walk: Walk, schema: Schema, value: unknown, at: Location): unknown {
  const choices = typeof schema.const === 'string' ? [schema.const] : schema.enum;
  if (choices && !isOpen(schema)) return parseChoice(walk, choices, 'literal_error', value, at);
  if (schema.format === 'uuid') return parseUuid(walk, value, at);

  const complaint = complaintAbout(schema, value);
  return complaint ? refuse(walk, { ...complaint, loc: at, input: value }) : value;
}

/** `type`: pydantic reports an enum class as `enum` and an inline list of values as `literal_error`. */
export function parseChoice(
  walk: Walk,
  choices: readonly string[],
  type: 'enum' | 'literal_error',
  value: unknown,
  at: Location,
): unknown {
  if (typeof value === 'string' && choices.includes(value)) return value;
  const expected = oneOf(choices);
  return refuse(walk, { type, loc: at, msg: `Input should be ${expected}`, input: value, ctx: { expected } });
}

function complaintAbout(schema: Schema, value: unknown): Complaint | undefined {
  if (typeof value !== 'string') return { type: 'string_type', msg: 'Input should be a valid string' };
  if (LONE_SURROGATE.test(value))
    return {
      type: 'string_unicode',
      msg: 'Input should be a valid string, unable to parse raw data as a unicode string',
    };
  if (schema.format === 'date-time' && !isDateTime(value)) return dateTimeComplaint();
  return lengthComplaint(schema, value) ?? patternComplaint(schema, value);
}

function lengthComplaint({ minLength, maxLength }: Schema, value: string): Complaint | undefined {
  if (minLength === undefined && maxLength === undefined) return undefined;
  const length = [...value].length;
  if (minLength !== undefined && length < minLength)
    return {
      type: 'string_too_short',
      msg: `String should have at least ${count(minLength, 'character')}`,
      ctx: { min_length: minLength },
    };
  if (maxLength !== undefined && length > maxLength)
    return {
      type: 'string_too_long',
      msg: `String should have at most ${count(maxLength, 'character')}`,
      ctx: { max_length: maxLength },
    };
  return undefined;
}

function patternComplaint({ pattern }: Schema, value: string): Complaint | undefined {
  if (pattern === undefined || new RegExp(pattern, 'u').test(value)) return undefined;
  return { type: 'string_pattern_mismatch', msg: `String should match pattern '${pattern}'`, ctx: { pattern } };
}

function isDateTime(value: string): boolean {
  return DATE_TIME.test(value) && !Number.isNaN(Date.parse(value.slice(0, 10)));
}

function dateTimeComplaint(): Complaint {
  const error = 'invalid character or length for a date and time';
  return {
    type: 'datetime_from_date_parsing',
    msg: `Input should be a valid datetime or date, ${error}`,
    ctx: { error },
  };
}

/** Answers the dashed lower-case form. */
function parseUuid(walk: Walk, value: unknown, at: Location): unknown {
  if (typeof value !== 'string')
    return refuse(walk, {
      type: 'uuid_type',
      loc: at,
      msg: 'UUID input should be a string, bytes or UUID object',
      input: value,
    });
  const id = parseConversationId(value);
  if (id !== undefined) return id;
  const error = 'expected 32 hexadecimal digits, with or without dashes';
  return refuse(walk, {
    type: 'uuid_parsing',
    loc: at,
    msg: `Input should be a valid UUID, ${error}`,
    input: value,
    ctx: { error },
  });
}
