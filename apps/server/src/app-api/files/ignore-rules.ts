import { wholeGlob } from '@openhands-nest/agent-tools';

/** Whether a path is ignored. A directory ends with a slash. */
export type Ignores = (path: string) => boolean;

interface Rule {
  readonly fits: (path: string) => boolean;
  readonly isNegated: boolean;
  readonly onlyDirectories: boolean;
  /** Compared with the whole path rather than with a name at any depth. */
  readonly isAnchored: boolean;
}

/** Reads the rules of a `.gitignore`. The last one that fits decides; what lies in an ignored directory is ignored. */
export function readIgnoreRules(text: string): Ignores {
  const rules = text.split(/\r?\n/).flatMap(ruleOf);
  return (path) => {
    const names = path.replace(/\/$/, '').split('/');
    return names.some((_, index) => {
      const isDirectory = index < names.length - 1 || path.endsWith('/');
      return isIgnored(rules, names.slice(0, index + 1), isDirectory);
    });
  };
}

function ruleOf(line: string): Rule[] {
  const text = line.startsWith('#') ? '' : line.replace(/(?<!\\) +$/, '');
  const isNegated = text.startsWith('!');
  const body = text.slice(isNegated ? 1 : 0).replace(/^\\(?=[#!])/, '');
  const pattern = body.replace(/^\//, '').replace(/\/$/, '');
  if (pattern === '') return [];
  const isAnchored = body.slice(0, -1).includes('/');
  const fits = wholeGlob(pattern, { dots: true });
  return [{ fits, isNegated, onlyDirectories: body.endsWith('/'), isAnchored }];
}

function isIgnored(rules: readonly Rule[], names: readonly string[], isDirectory: boolean): boolean {
  const last = rules.findLast(
    ({ fits, isAnchored, onlyDirectories }) =>
      (isDirectory || !onlyDirectories) && fits(isAnchored ? names.join('/') : (names.at(-1) ?? '')),
  );
  return last !== undefined && !last.isNegated;
}
