import { describe, expect, it } from '@jest/globals';
import type { OpenApiDocument } from './document.js';
import { loadPinnedOperations, pinnedProblems } from './pinned-operations.js';

const operations = [
  { method: 'GET', path: '/a/{id}', query: ['limit'] },
  { method: 'POST', path: '/b', query: [] },
];
const documentOf = (paths: object): OpenApiDocument => ({ paths }) as unknown as OpenApiDocument;
const parameters = [
  { name: 'limit', in: 'query' },
  { name: 'other', in: 'header' },
];

describe('operations of a reference', () => {
  it('are all there, whatever their path parameters are called', () => {
    const document = documentOf({ '/a/{name}': { get: { parameters } }, '/b': { post: {} }, '/more': { get: {} } });
    expect(pinnedProblems(operations, [], document)).toEqual([]);
  });

  it('are missed when neither built nor planned', () => {
    const document = documentOf({ '/a/{id}': { get: { parameters } } });
    expect(pinnedProblems(operations, [], document)).toEqual([expect.stringContaining('POST /b is missing')]);
    expect(pinnedProblems(operations, [['POST', '/b']], document)).toEqual([]);
  });

  it('are missed in part when a query parameter is', () => {
    const document = documentOf({ '/a/{id}': { get: { parameters: [parameters[1]] } }, '/b': { post: {} } });
    expect(pinnedProblems(operations, [], document)).toEqual([expect.stringContaining('parameter limit')]);
  });

  it('of 0.53 are pinned, each once', () => {
    const { belongsTo, operations: pinned } = loadPinnedOperations();
    const names = pinned.map(({ method, path }) => `${method} ${path}`);
    expect(belongsTo).toBe('app');
    expect(names.length).toBeGreaterThan(40);
    expect(new Set(names).size).toBe(names.length);
  });
});
