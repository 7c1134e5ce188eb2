import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { parseValue, validateValue } from '@openhands-nest/contracts/schema';
import { EventSearchQuery, SendMessageRequest } from './index.js';

const issuesOf = (body: unknown) =>
  validateValue(SendMessageRequest, body, ['body']).map(({ type, loc }) => `${type} ${loc.join('.')}`);

describe('SendMessageRequest', () => {
  it('may be empty', () => {
    expect(parseValue(SendMessageRequest, {})).toEqual({ role: 'user', content: [], run: false });
  });

  it('accepts and drops what older clients send', () => {
    const part = { type: 'text', text: 'hi', enable_truncation: false };
    expect(parseValue(SendMessageRequest, { content: [part], run: 'true', sender: 'me' })).toEqual({
      role: 'user',
      content: [{ cache_prompt: false, type: 'text', text: 'hi' }],
      run: true,
    });
  });

  it('takes a part without a type for what it looks like', () => {
    const { content } = parseValue(SendMessageRequest, { content: [{ text: 'a' }, { image_urls: ['b'] }] });
    expect(content.map(({ type }) => type)).toEqual(['text', 'image']);
  });

  it('says of a bad part what each kind of part lacks', () => {
    expect(issuesOf({ content: [{ text: 'a', colour: 'red' }] })).toEqual([
      'extra_forbidden body.content.0.TextContent.colour',
      'missing body.content.0.ImageContent.image_urls',
    ]);
  });

  it('refuses unknown roles and null', () => {
    expect(issuesOf({ role: 'robot', content: null, run: null })).toEqual([
      'literal_error body.role',
      'list_type body.content',
      'bool_type body.run',
    ]);
  });
});

describe('EventSearchQuery', () => {
  it('reads texts of a query string', () => {
    expect(parseValue(EventSearchQuery, { limit: '5', sort_order: 'TIMESTAMP_DESC', tag: 'x' }, ['query'])).toEqual({
      limit: 5,
      sort_order: 'TIMESTAMP_DESC',
    });
  });

  it.each([
    [{ limit: '0' }, 'greater_than_equal'],
    [{ limit: '101' }, 'less_than_equal'],
    [{ limit: 'many' }, 'int_parsing'],
    [{ sort_order: 'RANDOM' }, 'enum'],
    [{ timestamp__gte: 'soon' }, 'datetime_from_date_parsing'],
  ])('refuses %j', (query, type) => {
    expect(validateValue(EventSearchQuery, query).map((issue) => issue.type)).toEqual([type]);
  });
});
