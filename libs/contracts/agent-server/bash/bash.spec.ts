import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { parseSchema, parseValue, validateValue } from '@openhands-nest/contracts/schema';
import { BASH_EVENT_IDS, BashEventSearchQuery, ExecuteBashRequest } from './index.js';

describe('ExecuteBashRequest', () => {
  it('gives a command five minutes', () => {
    expect(parseValue(ExecuteBashRequest, { command: 'ls', surprise: 1 })).toEqual({ command: 'ls', timeout: 300 });
    expect(parseValue(ExecuteBashRequest, { command: 'ls', cwd: null, timeout: '5' })).toEqual({
      command: 'ls',
      cwd: null,
      timeout: 5,
    });
  });

  it('needs a command, and whole seconds', () => {
    const issues = validateValue(ExecuteBashRequest, { timeout: 1.5, cwd: 7 }, ['body']);
    expect(issues.map(({ type, loc }) => `${type} ${loc.join('.')}`)).toEqual([
      'missing body.command',
      'string_type body.cwd',
      'int_from_float body.timeout',
    ]);
  });
});

describe('BashEventSearchQuery', () => {
  it('reads texts of a query string', () => {
    const query = { command_id__eq: '0123456789ABCDEF0123456789abcdef', order__gt: '-1', limit: '5' };
    expect(parseValue(BashEventSearchQuery, query, ['query'])).toEqual({
      command_id__eq: '01234567-89ab-cdef-0123-456789abcdef',
      order__gt: -1,
      limit: 5,
      sort_order: 'TIMESTAMP',
    });
  });

  it.each([
    [{ limit: '0' }, 'greater_than'],
    [{ limit: '101' }, 'less_than_equal'],
    [{ kind__eq: 'BashError' }, 'literal_error'],
    [{ command_id__eq: 'x' }, 'uuid_parsing'],
    [{ order__gt: 'x' }, 'int_parsing'],
    [{ timestamp__lt: 'soon' }, 'datetime_from_date_parsing'],
  ])('refuses %j', (query, type) => {
    expect(validateValue(BashEventSearchQuery, query).map((issue) => issue.type)).toEqual([type]);
  });
});

it('bounds a batch', () => {
  expect(parseSchema(BASH_EVENT_IDS, ['a'])).toEqual(['a']);
  expect(() =>
    parseSchema(
      BASH_EVENT_IDS,
      Array.from({ length: 101 }, () => 'a'),
    ),
  ).toThrow('100');
});
