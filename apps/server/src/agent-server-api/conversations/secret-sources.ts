import { invalidInput } from '../../http/problems.js';
import { named, notBuilt } from './unbuilt.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MAX_NAMES = 200;

/** Secrets as clients send them: a text, `{value}`, or a source with `kind`. @throws InvalidInputError, NotImplementedError */
export function readSecrets(sources: Readonly<Record<string, unknown>>): Record<string, string> {
  const at = ['body', 'secrets'];
  const entries = Object.entries(sources);
  if (entries.length > MAX_NAMES)
    throw invalidInput(at, `At most ${MAX_NAMES} secrets can be sent at once`, 'too_long');
  return Object.fromEntries(entries.map(([name, source]) => [checkedName(name), valueOf(source, [...at, name])]));
}

function checkedName(name: string): string {
  if (NAME.test(name)) return name;
  throw invalidInput(
    ['body', 'secrets', name],
    'A secret is named like an environment variable: letters, digits and underscores',
  );
}

function valueOf(source: unknown, at: readonly string[]): string {
  if (typeof source === 'string') return source;
  const { kind, value } = (source ?? {}) as { kind?: unknown; value?: unknown };
  if (kind !== undefined && kind !== 'StaticSecret') throw notBuilt(`a secret of kind ${named(kind)}`);
  if (typeof value === 'string') return value;
  throw invalidInput([...at, 'value'], 'Input should be a valid string', 'string_type');
}
