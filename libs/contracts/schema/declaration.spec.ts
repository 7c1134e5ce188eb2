import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { validate } from 'class-validator';
import {
  detailOf,
  Field,
  integer,
  issuesOf,
  jsonSchemaOf,
  listOf,
  literal,
  Model,
  nullable,
  ref,
  text,
  validateValue,
} from './index.js';

@Model({ additionalProperties: false })
class Step {
  @Field(text({ description: 'What to do.' })) readonly title!: string;
}

@Model({ additionalProperties: false })
class PlanAction {
  @Field(literal('PlanAction', { default: 'PlanAction' })) readonly kind!: 'PlanAction';
  @Field(listOf(ref(Step), { description: 'The steps, in order.' })) readonly steps!: Step[];
  @Field(nullable(integer({ minimum: 1 }), { description: 'At most so many.' })) readonly limit?: number | null;
  @Field(text({ enum: ['now', 'later'], default: 'now' })) readonly when?: 'now' | 'later';
  @Field(text({ default: '' }), { check: (value: string) => (value.includes(' ') ? 'no spaces, please' : undefined) })
  readonly label?: string;
}

describe('one declaration', () => {
  it('gives a tool list its JSON schema, self-contained and without the discriminator', () => {
    expect(jsonSchemaOf(PlanAction)).toEqual({
      type: 'object',
      properties: {
        steps: {
          type: 'array',
          description: 'The steps, in order.',
          items: {
            type: 'object',
            properties: { title: { type: 'string', description: 'What to do.' } },
            required: ['title'],
            additionalProperties: false,
          },
        },
        limit: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }], description: 'At most so many.' },
        when: { type: 'string', enum: ['now', 'later'], default: 'now' },
        label: { type: 'string', default: '' },
      },
      required: ['steps'],
      additionalProperties: false,
    });
  });

  it('is enforced by class-validator, with the same issues', async () => {
    const action = Object.assign(new PlanAction(), { steps: [{ title: 5 }], limit: 0, label: 'a b' });

    const errors = await validate(action);

    expect(issuesOf(errors, ['body'])).toEqual(validateValue(PlanAction, { ...action }, ['body']));
    expect(issuesOf(errors).map(({ type }) => type)).toEqual(['string_type', 'greater_than_equal', 'value_error']);
    expect(await validate(Object.assign(new PlanAction(), { steps: [] }))).toEqual([]);
  });

  it('lets a validation pipe refuse unknown keys', async () => {
    const action = Object.assign(new Step(), { title: 'a', other: 1 });
    const errors = await validate(action, { whitelist: true, forbidNonWhitelisted: true });
    expect(issuesOf(errors)).toEqual([
      { type: 'extra_forbidden', loc: ['other'], msg: 'Extra inputs are not permitted', input: 1 },
    ]);
  });
});

describe('the echo of a refused value', () => {
  const echo = (input: unknown, loc: string[] = ['body']): unknown =>
    detailOf([{ type: 'missing', loc, msg: 'Field required', input }])[0]?.input;

  it('carries no secrets', () => {
    expect(echo({ api_key: 'k', headers: { a: 'b' }, env: { B: 'c' }, name: 'n' })).toEqual({
      api_key: '<redacted>',
      headers: { a: '<redacted>' },
      env: { B: '<redacted>' },
      name: 'n',
    });
    expect(echo('k', ['body', 'sse_servers', 'api_key'])).toBe('<redacted>');
    expect(echo('c', ['body', 'env', 'B'])).toBe('<redacted>');
  });

  it('stays small however large or deep the value is', () => {
    let deep: unknown = 'end';
    for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
    const large = { text: 'x'.repeat(1_000_000), list: Array.from({ length: 100_000 }, (_, index) => index), deep };
    expect(JSON.stringify(echo(large)).length).toBeLessThan(5_000);
    expect(JSON.stringify(echo(deep)).length).toBeLessThan(100);
  });
});
