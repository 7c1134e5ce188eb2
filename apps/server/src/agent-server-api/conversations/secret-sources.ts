import type { SecretSource } from '@openhands-nest/agent-ports';
import { Field, mapOf, Model, text } from '@openhands-nest/contracts/schema';
import { parseInput } from '../../http/parse-input.js';
import { invalidInput } from '../../http/problems.js';
import { named } from './unbuilt.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MAX_NAMES = 200;

@Model()
class LookupSecret {
  /** Absolute, or a path of this server. */
  @Field(text({ minLength: 1, maxLength: 4_096 })) readonly url!: string;
  @Field(mapOf(text(), { default: {} })) readonly headers!: Record<string, string>;
}

/** Secrets as clients send them: a text, `{value}`, or a source with `kind`. @throws InvalidInputError */
export function readSecrets(
  sources: Readonly<Record<string, unknown>>,
  at: readonly string[] = ['body', 'secrets'],
): Record<string, SecretSource> {
  const entries = Object.entries(sources);
  if (entries.length > MAX_NAMES)
    throw invalidInput(at, `At most ${MAX_NAMES} secrets can be sent at once`, 'too_long');
  return Object.fromEntries(entries.map(([name, source]) => [checkedName(name, at), sourceOf(source, [...at, name])]));
}

function checkedName(name: string, at: readonly string[]): string {
  if (NAME.test(name)) return name;
  throw invalidInput([...at, name], 'A secret is named like an environment variable: letters, digits and underscores');
}

function sourceOf(source: unknown, at: readonly string[]): SecretSource {
  if (typeof source === 'string') return source;
  const { kind, value } = (source ?? {}) as { kind?: unknown; value?: unknown };
  if (kind === 'LookupSecret') return lookupOf(source, at);
  if (kind !== undefined && kind !== 'StaticSecret')
    throw invalidInput([...at, 'kind'], `Unknown kind '${named(kind)}'; use StaticSecret or LookupSecret`);
  if (typeof value === 'string') return value;
  throw invalidInput([...at, 'value'], 'Input should be a valid string', 'string_type');
}

function lookupOf(source: unknown, at: readonly string[]): SecretSource {
  const { url, headers } = parseInput(LookupSecret, source, at);
  return { url, headers };
}
