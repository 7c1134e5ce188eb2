import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import {
  anyObject,
  enumModel,
  Field,
  flag,
  integer,
  listOf,
  literal,
  mapOf,
  Model,
  nullable,
  openText,
  number,
  parseSchema,
  parseValue,
  ref,
  text,
  validateValue,
  InvalidValueError,
  type Schema,
} from './index.js';

const Colour = enumModel('Colour', { Red: 'red', Green: 'green', Blue: 'blue' });

@Model({ additionalProperties: false })
class Word {
  @Field(literal('word', { default: 'word' })) readonly type!: 'word';
  @Field(text()) readonly word!: string;
}

@Model()
class Picture {
  @Field(literal('picture', { default: 'picture' })) readonly type!: 'picture';
  @Field(listOf(text())) readonly urls!: string[];
}

@Model()
class Page {
  @Field(text({ minLength: 1, maxLength: 5 })) readonly title!: string;
  @Field(ref(Colour, { default: 'red' })) readonly colour!: string;
  @Field(listOf({ anyOf: [ref(Word), ref(Picture)] }), { initial: () => [] }) readonly parts!: (Word | Picture)[];
  @Field(nullable(integer({ minimum: 0 }))) readonly number?: number | null;
  @Field(text(), { required: false }) readonly note?: string;
  @Field(mapOf(text()), { required: false }) readonly labels?: Record<string, string>;
  @Field(flag({ default: true }), { ignored: true }) readonly legacy?: boolean;
}

const kindOfIssue = (schema: Schema, value: unknown): unknown => {
  try {
    return { value: parseSchema(schema, value) };
  } catch (error) {
    return error instanceof InvalidValueError ? error.issues.map(({ type }) => type).join() : error;
  }
};
const issues = (value: unknown) =>
  validateValue(Page, value, ['body']).map(({ type, loc, msg }) => ({ type, loc, msg }));

describe('parsing one value', () => {
  it.each<[string, Schema, unknown, unknown]>([
    ['a text', text(), 'a', { value: 'a' }],
    ['a number for a text', text(), 5, 'string_type'],
    ['a lone surrogate', text(), 'a\ud800', 'string_unicode'],
    ['a surrogate pair', text(), '😀', { value: '😀' }],
    ['a short text', text({ minLength: 2 }), 'a', 'string_too_short'],
    ['two characters beyond the basic plane', text({ maxLength: 2 }), '😀😀', { value: '😀😀' }],
    ['a long text', text({ maxLength: 2 }), '😀😀😀', 'string_too_long'],
    ['a text outside its pattern', text({ pattern: '^[a-z]+$' }), 'A', 'string_pattern_mismatch'],
    ['a text outside its list', text({ enum: ['a', 'b'] }), 'c', 'literal_error'],
    ['a text outside an open list', nullable(openText(['a', 'b'])), 'c', { value: 'c' }],
    ['a number for a text of an open list', openText(['a', 'b']), 5, 'string_type'],
    [
      'an id',
      text({ format: 'uuid' }),
      'AAAABBBBCCCCDDDDEEEEFFFF00001111',
      { value: 'aaaabbbb-cccc-dddd-eeee-ffff00001111' },
    ],
    ['no id', text({ format: 'uuid' }), 'xyz', 'uuid_parsing'],
    ['a time', text({ format: 'date-time' }), '2026-03-02T09:15:01.204113', { value: '2026-03-02T09:15:01.204113' }],
    ['no time', text({ format: 'date-time' }), 'yesterday', 'datetime_from_date_parsing'],
    ['a whole number', integer(), 7, { value: 7 }],
    ['a text of a whole number', integer(), ' 7 ', { value: 7 }],
    ['true for a number', integer(), true, { value: 1 }],
    ['a text that is no number', integer(), 'seven', 'int_parsing'],
    ['a fraction', integer(), 7.5, 'int_from_float'],
    ['a number too large to be exact', integer(), 2 ** 60, 'int_parsing_size'],
    ['null for a number', integer(), null, 'int_type'],
    ['the only number', integer({ const: 1 }), 1, { value: 1 }],
    ['another than the only number', integer({ const: 1 }), 2, 'literal_error'],
    ['a number below its minimum', integer({ minimum: 1 }), 0, 'greater_than_equal'],
    ['a number above its maximum', integer({ maximum: 100 }), '101', 'less_than_equal'],
    ['a number that must be larger', number({ exclusiveMinimum: 0 }), 0, 'greater_than'],
    ['a text of a fraction', number(), '1.5e1', { value: 15 }],
    ['a text that is no fraction', number(), 'x', 'float_parsing'],
    ['a list for a number', number(), [], 'float_type'],
    ['a word for true', flag(), 'Yes', { value: true }],
    ['zero for false', flag(), 0, { value: false }],
    ['two for a boolean', flag(), 2, 'bool_parsing'],
    ['null for a boolean', flag(), null, 'bool_type'],
    ['an enum value', ref(Colour), 'green', { value: 'green' }],
    ['an unknown enum value', ref(Colour), 'grey', 'enum'],
    ['an object for a list', listOf(text()), {}, 'list_type'],
    ['too many items', listOf(text(), { maxItems: 1 }), ['a', 'b'], 'too_long'],
    ['too few items', listOf(text(), { minItems: 1 }), [], 'too_short'],
    ['a list for a map', mapOf(text()), [], 'dict_type'],
    ['a list for an object', ref(Page), [], 'model_attributes_type'],
    ['null where it is admitted', nullable(text()), null, { value: null }],
    ['null where it is not', text(), null, 'string_type'],
    ['anything', {}, [null], { value: [null] }],
  ])('%s', (_what, schema, value, outcome) => {
    expect(kindOfIssue(schema, value)).toEqual(outcome);
  });
});

describe('parsing an object', () => {
  it('fills in defaults, keeps null apart from absent, drops unknown and legacy keys', () => {
    expect(parseValue(Page, { title: 'a', number: null, legacy: false, unknown: 1 })).toEqual({
      title: 'a',
      colour: 'red',
      parts: [],
      number: null,
    });
  });

  it('gives every object defaults of its own', () => {
    parseValue(Page, { title: 'a' }).parts.push({ type: 'word', word: 'x' });
    expect(parseValue(Page, { title: 'b' }).parts).toEqual([]);
  });

  it('says where and why, in the words of FastAPI', () => {
    expect(issues({ colour: 'grey', number: 'x', note: null })).toEqual([
      { type: 'missing', loc: ['body', 'title'], msg: 'Field required' },
      { type: 'enum', loc: ['body', 'colour'], msg: "Input should be 'red', 'green' or 'blue'" },
      {
        type: 'int_parsing',
        loc: ['body', 'number'],
        msg: 'Input should be a valid integer, unable to parse string as an integer',
      },
      { type: 'string_type', loc: ['body', 'note'], msg: 'Input should be a valid string' },
    ]);
  });

  it('names the member of a union in the location, for every member that did not fit', () => {
    expect(issues({ title: 'a', parts: [{ type: 'word', word: 5 }] })).toEqual([
      { type: 'string_type', loc: ['body', 'parts', 0, 'Word', 'word'], msg: 'Input should be a valid string' },
      { type: 'literal_error', loc: ['body', 'parts', 0, 'Picture', 'type'], msg: "Input should be 'picture'" },
      { type: 'missing', loc: ['body', 'parts', 0, 'Picture', 'urls'], msg: 'Field required' },
    ]);
  });

  it('refuses unknown keys where the class says so', () => {
    expect(validateValue(Word, { word: 'a', extra: 1 })).toEqual([
      { type: 'extra_forbidden', loc: ['extra'], msg: 'Extra inputs are not permitted', input: 1 },
    ]);
  });

  it.each([undefined, null])('reports a missing body for %s', (body) => {
    expect(issues(body)).toEqual([{ type: 'missing', loc: ['body'], msg: 'Field required' }]);
  });
});

describe('hostile values', () => {
  it('treats keys of the prototype as keys like any other', () => {
    const body: unknown = JSON.parse(
      '{"title":"a","labels":{"__proto__":"x","constructor":"y"},"__proto__":{"note":"z"}}',
    );

    const page = parseValue(Page, body);

    expect(Object.entries(page.labels ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(page.note).toBeUndefined();
    expect(validateValue(Word, JSON.parse('{"word":"a","__proto__":1,"constructor":2}')).map(({ loc }) => loc)).toEqual(
      [['__proto__'], ['constructor']],
    );
    expect(validateValue(Page, JSON.parse('{"constructor":"x"}')).map(({ type }) => type)).toEqual(['missing']);
  });

  it('reports a bounded number of issues of a huge list', () => {
    const parts = Array.from({ length: 1_000_000 }, () => 1);
    expect(validateValue(Page, { title: 'a', parts })).toHaveLength(100);
  });

  it('survives nesting of any depth where any object is accepted', () => {
    let value: Record<string, unknown> = {};
    for (let depth = 0; depth < 100_000; depth += 1) value = { value };
    expect(() => parseSchema(anyObject(), value)).not.toThrow();
    expect(validateValue(Page, value).map(({ type }) => type)).toEqual(['missing']);
  });
});
