/**
 * A glob as a test for paths relative to where the search began. Without a slash it is compared with the file's name, at any
 * depth. `*` and `?` stay within one name and do not match a leading dot; `**` spans directories; `[…]` and `{a,b}` as in a shell.
 */
export function globMatcher(pattern: string): (relativePath: string) => boolean {
  const anchored = pattern.includes('/') ? pattern.replace(/^\.?\//, '') : `**/${pattern}`;
  const expression = new RegExp(`^${translate(anchored)}$`, 's');
  return (relativePath) => expression.test(relativePath);
}

/** Whether a pattern asks for names that begin with a dot. */
export function wantsHidden(pattern: string): boolean {
  return /(^|[/{,])\.[^./]/.test(pattern);
}

const TOKEN = /\*\*\/|\/\*\*$|\*+|\?|\[[!^]?\]?[^\]/]*\]|\\.|[{},]|[^*?[\\{},]+|./gs;
const NO_DOT = '(?!\\.)';

function translate(pattern: string): string {
  let depth = 0;
  let expression = '';
  let atNameStart = true;
  for (const [token] of pattern.matchAll(TOKEN)) {
    if (token === '{') depth += 1;
    const isClosing = token === '}' && depth > 0;
    expression += translateToken(token, depth, atNameStart);
    if (isClosing) depth -= 1;
    atNameStart = token.endsWith('/') || (atNameStart && (token === '{' || token === ','));
  }
  // An unclosed brace is an ordinary character.
  return depth === 0 ? expression : literally(pattern);
}

function translateToken(token: string, depth: number, atNameStart: boolean): string {
  const guard = atNameStart ? NO_DOT : '';
  if (token === '**/') return `(?:${NO_DOT}[^/]+/)*`;
  if (token === '/**') return `/(?:${NO_DOT}[^/]+/)*${NO_DOT}[^/]+`;
  if (token === '**' && atNameStart) return `(?:${NO_DOT}[^/]+/)*${NO_DOT}[^/]+`;
  if (token.startsWith('*')) return `${guard}[^/]*`;
  if (token === '?') return `${guard}[^/]`;
  if (token.length > 2 && token.startsWith('[')) return characterClass(token);
  if (token.startsWith('\\') && token.length === 2) return literally(token.slice(1));
  if (token === '{') return '(?:';
  if (token === '}' && depth > 0) return ')';
  return token === ',' && depth > 0 ? '|' : literally(token);
}

function characterClass(token: string): string {
  const isNegated = /^\[[!^]/.test(token);
  const members = token.slice(isNegated ? 2 : 1, -1).replace(/[\\\]^[&~]/g, '\\$&');
  return `[${isNegated ? '^/' : ''}${members}]`;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
