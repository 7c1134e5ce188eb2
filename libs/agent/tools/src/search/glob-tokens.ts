/** A part of a pattern without alternatives. `folders`: any number of names, each with its slash. */
export type GlobToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'one'; readonly fits: (character: string) => boolean }
  | { readonly kind: 'many' }
  | { readonly kind: 'folders' };

/** Longer patterns, and those with more alternatives, stand for themselves only. */
const MAX_CHARACTERS = 1_000;
const MAX_ALTERNATIVES = 256;

const PART = /\*\*\/|\/\*\*$|\*+|\?|\[[!^]?\]?[^\]/]*\]|\\.|[{},]|[^*?[\\{},]+|./gs;
const ANY_CHARACTER: GlobToken = { kind: 'one', fits: () => true };
const NAMES: readonly GlobToken[] = [{ kind: 'folders' }, ANY_CHARACTER, { kind: 'many' }];

/** The alternatives that a pattern stands for. */
export function readGlob(pattern: string): readonly (readonly GlobToken[])[] {
  const parts = pattern.length > MAX_CHARACTERS ? undefined : alternatives(pattern.match(PART) ?? []);
  return parts?.map((list) => list.flatMap(tokensOf)) ?? [[{ kind: 'text', text: pattern }]];
}

/** Undefined for too many. A brace that is not closed is an ordinary character. */
function alternatives(parts: readonly string[]): string[][] | undefined {
  let lists: string[][] = [[]];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const group = part === '{' ? groupAt(parts, index) : undefined;
    if (group === undefined) {
      for (const list of lists) list.push(part);
      continue;
    }
    const choices = group.choices.map(alternatives);
    const endings = choices.flatMap((choice) => choice ?? []);
    if (choices.includes(undefined) || lists.length * endings.length > MAX_ALTERNATIVES) return undefined;
    lists = lists.flatMap((list) => endings.map((ending) => [...list, ...ending]));
    index = group.end;
  }
  return lists;
}

/** What stands between an opening brace and its closing one, divided by commas. */
function groupAt(parts: readonly string[], start: number): { choices: string[][]; end: number } | undefined {
  const choices: string[][] = [[]];
  let depth = 0;
  for (let index = start; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    if (part === '}') depth -= 1;
    if (depth === 0 && index > start) return { choices, end: index };
    if (part === ',' && depth === 1) choices.push([]);
    else if (index > start) choices.at(-1)?.push(part);
    if (part === '{') depth += 1;
  }
  return undefined;
}

function tokensOf(part: string, index: number, parts: readonly string[]): readonly GlobToken[] {
  const isNameStart = index === 0 || (parts[index - 1] ?? '').endsWith('/');
  if (part === '**/') return [{ kind: 'folders' }];
  if (part === '/**') return [{ kind: 'text', text: '/' }, ...NAMES];
  if (part === '**' && isNameStart) return NAMES;
  if (part.startsWith('*')) return [{ kind: 'many' }];
  if (part === '?') return [ANY_CHARACTER];
  if (part.length > 2 && part.startsWith('[')) return [characterClass(part)];
  return [{ kind: 'text', text: part.length === 2 && part.startsWith('\\') ? part.slice(1) : part }];
}

/** One that means nothing stands for itself. */
function characterClass(part: string): GlobToken {
  const isNegated = /^\[[!^]/.test(part);
  const members = part.slice(isNegated ? 2 : 1, -1).replace(/[\\\]^[&~]/g, '\\$&');
  try {
    const expression = new RegExp(`^[${isNegated ? '^' : ''}${members}]$`, 's');
    return { kind: 'one', fits: (character) => expression.test(character) };
  } catch {
    return { kind: 'text', text: part };
  }
}
