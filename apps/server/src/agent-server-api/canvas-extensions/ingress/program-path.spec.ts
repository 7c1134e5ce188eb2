import { describe, expect, it } from '@jest/globals';
import { parseProgramPath, upstreamPath } from './program-path.js';

function asked(url: string): string | undefined {
  const path = parseProgramPath(url);
  return path && upstreamPath(path);
}

describe('the path that a program is asked for', () => {
  it.each([
    ['/app-backends/notes', '/'],
    ['/app-backends/notes?x=1', '/?x=1'],
    ['/app-backends/notes/', '/'],
    ['/app-backends/notes/a%20b//c%2Fd?q=%26&q', '/a%20b//c%2Fd?q=%26&q'],
    ['/app-backends/notes/100%25', '/100%25'],
    ['/app-backends/notes/..a/b..', '/..a/b..'],
    ['/app-backends/notes/x?Session_API_Key=s&a=1&%61uthorization=b', '/x?a=1'],
    ['/app-backends/notes/x?session_api_key=s', '/x'],
    ['/app-backends/Notes/x', undefined],
    ['/app-backends/no--tes/x', undefined],
    ['/app-backends//x', undefined],
    ['/app-backends/%6eotes/x', undefined],
    ['/api/app-backends/notes', undefined],
  ])('is, of %s, %s', (url, path) => expect(asked(url)).toBe(path));

  it.each(['/../x', '/a/.', '/%2e%2e/x', '/%252e%252e', '/a%2f..%2fb', '/%25252e%25252e/', '/a\\b', '/%5c', '/%zz'])(
    'is refused of %s',
    (path) => expect(() => asked(`/app-backends/notes${path}`)).toThrow('must not hold'),
  );
});
