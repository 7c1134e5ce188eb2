import { describe, expect, it } from '@jest/globals';
import { factsOf, type OpenApi } from './facts.js';
import { compatibilityProblems, knownDifferences, pinnedFacts } from './judge.js';

const operation = (parts: object): OpenApi => ({
  info: { version: '9.9.9' },
  paths: { '/things/{thing_id}': { post: parts } },
  components: { schemas: { Thing: { type: 'object', properties: { size: { type: 'integer' } }, required: ['size'] } } },
});
const body = (schema: object): object => ({ requestBody: { content: { 'application/json': { schema } } } });
const answer = (schema: object): object => ({ responses: { '200': { content: { 'application/json': { schema } } } } });
const compare = (theirs: object, ours: object): string[] =>
  compatibilityProblems(operation(ours), factsOf(operation(theirs)), {}).map(
    (line) => line.split('9.9.9: ')[1] ?? line,
  );

const text = { type: 'string' };
const number = { type: 'number' };
const object = (properties: object, required: string[] = []): object => ({ type: 'object', properties, required });

describe('a document beside that of another server', () => {
  it('is compatible when it takes more and answers more', () => {
    const theirs = { ...body(object({ a: { type: 'integer' } }, ['a'])), ...answer(object({ b: text }, ['b'])) };
    const ours = { ...body(object({ a: number, more: text })), ...answer(object({ b: text, more: text }, ['b'])) };

    expect(compare(theirs, ours)).toEqual([]);
  });

  it('is not when it wants what the other does not, or takes less', () => {
    const theirs = body(object({ a: { anyOf: [text, { type: 'null' }] }, b: text }));
    const ours = body(object({ a: text }, ['a']));

    expect(compare(theirs, ours)).toEqual([
      'request POST /things/{}.a: is required by the reader only',
      'request POST /things/{}.a: null is written, string is read',
      'request POST /things/{}.b: is not known to the reader',
    ]);
  });

  it('is not when it answers other values, or leaves some out', () => {
    const theirs = answer(object({ a: { type: 'string', enum: ['x'] }, b: text }, ['a', 'b']));
    const ours = answer(object({ a: { type: 'string', enum: ['x', 'y'] }, b: text }, ['a']));

    expect(compare(theirs, ours)).toEqual([
      'answer POST /things/{}.a: ["y"] is not read',
      'answer POST /things/{}.b: is required by the reader only',
    ]);
  });

  it('may put a value among alternatives, and finds each by its kind', () => {
    const kind = (name: string, more: object = {}) => object({ kind: { const: name }, ...more }, ['kind']);
    const theirs = body({ anyOf: [kind('A'), kind('B', { size: text })] });

    expect(compare(theirs, body({ oneOf: [kind('B', { size: text }), kind('A'), kind('C')] }))).toEqual([]);
    expect(compare(theirs, body({ oneOf: [kind('B', { size: number }), kind('A')] }))).toEqual([
      'request POST /things/{}.size: string is written, number is read',
    ]);
    expect(compare(theirs, body(kind('A')))).toContainEqual(expect.stringContaining('["B"] is not read'));
  });

  it('tells of a shared schema once, by its name', () => {
    const ref = { $ref: '#/components/schemas/Thing' };
    const theirs = { ...body(object({ one: ref, other: { type: 'array', items: ref } })) };
    const ours = body(object({ one: object({ size: text }), other: { type: 'array', items: object({ size: text }) } }));

    expect(compare(theirs, ours)).toEqual(['request Thing.size: integer is written, string is read']);
  });

  it('lacks an operation or a parameter', () => {
    const theirs = operation({ parameters: [{ name: 'limit', in: 'query', required: false, schema: number }] });

    expect(compatibilityProblems(operation({}), factsOf(theirs), {})).toEqual([
      expect.stringContaining('POST /things/{}: query limit is not known'),
    ]);
    expect(compatibilityProblems({ ...theirs, paths: {} }, factsOf(theirs), {})).toEqual([
      expect.stringContaining('POST /things/{}: is missing'),
    ]);
  });

  it('may differ where that is known, and only as long as it does', () => {
    const known = { 'POST /things/{}: is missing': 'Nobody asked for it.' };

    expect(compatibilityProblems({ ...operation({}), paths: {} }, factsOf(operation({})), known)).toEqual([]);
    expect(compatibilityProblems(operation({}), factsOf(operation({})), known)).toEqual([
      expect.stringContaining('take it off'),
    ]);
  });
});

it('knows the newest server by shapes alone, and says why each difference is there', () => {
  const words = JSON.stringify(pinnedFacts()).match(/"(description|title|summary|example|default)":"/g);

  expect(Object.keys(pinnedFacts().operations).length).toBeGreaterThan(170);
  expect(words).toBeNull();
  for (const reason of Object.values(knownDifferences())) expect(reason.length).toBeGreaterThan(10);
});
