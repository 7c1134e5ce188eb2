import { RuleError } from '@openhands-nest/contracts/schema';

const URL_WITH_HOST = /^(https?|wss?):\/\/[^\s/?#]+\S*$/i;
const SERVER_NAME = /^[A-Za-z0-9_-]+$/;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** A word of a command line: bare characters, quoted pieces and escapes, side by side. */
const SHELL_WORD = /(?:[^\s'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+/gy;
const SHELL_PIECE = /\\([\s\S])|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\s'"\\]+)/g;

export function urlComplaint(url: string): string | undefined {
  return URL_WITH_HOST.test(url) ? undefined : 'the URL needs a scheme of http, https, ws or wss, and a host';
}

export function nameComplaint(name: string): string | undefined {
  return SERVER_NAME.test(name) ? undefined : 'the server name may hold only letters, digits, hyphens and underscores';
}

export function commandComplaint(command: string): string | undefined {
  if (command === '') return 'the command is empty: name a program';
  return /\s/.test(command) ? 'the command must be one word: put its arguments into args' : undefined;
}

export function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

/** A server may be given as its bare URL. */
export function serversFromUrls(value: unknown): unknown {
  return Array.isArray(value)
    ? value.map((entry: unknown) => (typeof entry === 'string' ? { url: entry } : entry))
    : value;
}

/** Arguments may be given as one line, in a shell's quoting. */
export function argumentsFromLine(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const line = value.trim();
  const words: string[] = [];
  let end = 0;
  while (end < line.length) {
    SHELL_WORD.lastIndex = end;
    const word = SHELL_WORD.exec(line)?.[0];
    if (word === undefined) throw new RuleError('args has a quote that is not closed: close it, or give a list');
    words.push(unquoted(word));
    end = skipSpace(line, end + word.length);
  }
  return words;
}

function skipSpace(line: string, from: number): number {
  let index = from;
  while (index < line.length && /\s/.test(line.charAt(index))) index += 1;
  return index;
}

function unquoted(word: string): string {
  return word.replace(SHELL_PIECE, (_all, escaped?: string, single?: string, double?: string, bare?: string) =>
    double === undefined ? (escaped ?? single ?? bare ?? '') : double.replace(/\\(["\\$`])/g, '$1'),
  );
}

/** Variables may be given as `NAME=value,OTHER=value`. */
export function variablesFromText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return Object.fromEntries(
    value
      .split(',')
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '')
      .map(variableFrom),
  );
}

function variableFrom(pair: string): [string, string] {
  const separator = pair.indexOf('=');
  if (separator < 1) throw new RuleError('env must be NAME=value pairs separated by commas, or an object');
  const name = pair.slice(0, separator).trim();
  if (!VARIABLE_NAME.test(name))
    throw new RuleError('a name in env must be letters, digits and underscores, not starting with a digit');
  return [name, pair.slice(separator + 1).trim()];
}
