import { HookType, type HookConfig, type HookDefinition, type HookMatcher } from '@openhands-nest/agent-ports';

/** Something in a hook configuration cannot be used. `path` leads there from its root. */
export class HookConfigError extends Error {
  override readonly name = 'HookConfigError';
  constructor(
    readonly path: readonly (string | number)[],
    message: string,
  ) {
    super(message);
  }
}

type Path = readonly (string | number)[];
type Raw = Readonly<Record<string, unknown>>;

const EVENTS = ['pre_tool_use', 'post_tool_use', 'user_prompt_submit', 'session_start', 'session_end', 'stop'] as const;
const DEFAULT_TIMEOUT = 60;
const DEFAULT_ITERATIONS = 3;
/** More hooks than anybody means to have. */
const MAX_HOOKS = 200;
const MAX_MATCHER = 1000;

/**
 * A hook configuration as files and clients write it: events in snake_case or PascalCase, on their own or inside of `hooks`.
 * @throws HookConfigError
 */
export function parseHookConfig(value: unknown): HookConfig {
  const events = eventsOf(value);
  const config = Object.fromEntries(EVENTS.map((event) => [event, matchersOf(events.get(event))]));
  if (countOf(config) > MAX_HOOKS) throw new HookConfigError([], `At most ${MAX_HOOKS} hooks can be configured.`);
  return config as unknown as HookConfig;
}

/** The value of each event, by its snake_case name, with the path to it. */
function eventsOf(value: unknown): ReadonlyMap<string, { readonly path: Path; readonly value: unknown }> {
  const outer = objectAt(value, []);
  const wrapped = 'hooks' in outer;
  const root: Path = wrapped ? ['hooks'] : [];
  const events = new Map<string, { path: Path; value: unknown }>();
  for (const [key, matchers] of Object.entries(wrapped ? objectAt(outer['hooks'], root) : outer)) {
    const path = [...root, key];
    const name = snakeCase(key);
    if (!(EVENTS as readonly string[]).includes(name))
      throw new HookConfigError(path, `There is no hook event '${key}'. The events are ${EVENTS.join(', ')}.`);
    if (events.has(name))
      throw new HookConfigError(path, `The hooks of '${name}' are given twice. Keep one of the two.`);
    events.set(name, { path, value: matchers });
  }
  return events;
}

function matchersOf(event: { readonly path: Path; readonly value: unknown } | undefined): HookMatcher[] {
  if (!event) return [];
  return listAt(event.value, event.path).map((item, index) => matcherOf(item, [...event.path, index]));
}

function matcherOf(value: unknown, path: Path): HookMatcher {
  const raw = objectAt(value, path);
  const matcher = textAt(raw, 'matcher', path) ?? '*';
  if (matcher.length > MAX_MATCHER)
    throw new HookConfigError([...path, 'matcher'], `A matcher has at most ${MAX_MATCHER} characters.`);
  const hooks = listAt(raw['hooks'] ?? [], [...path, 'hooks']);
  return { matcher, hooks: hooks.map((item, index) => definitionOf(item, [...path, 'hooks', index])) };
}

function definitionOf(value: unknown, path: Path): HookDefinition {
  const raw = objectAt(value, path);
  const definition: HookDefinition = {
    type: typeAt(raw, path),
    name: textAt(raw, 'name', path) ?? null,
    command: textAt(raw, 'command', path) ?? '',
    prompt: textAt(raw, 'prompt', path) ?? null,
    system_prompt: textAt(raw, 'system_prompt', path) ?? null,
    tools: listAt(raw['tools'] ?? [], [...path, 'tools']).map((tool, index) => textIn(tool, [...path, 'tools', index])),
    timeout: countAt(raw, 'timeout', path) ?? DEFAULT_TIMEOUT,
    max_iterations: countAt(raw, 'max_iterations', path) ?? DEFAULT_ITERATIONS,
    async: flagAt(raw, path),
  };
  checkParts(definition, path);
  return definition;
}

/** Each sort of hook has its own part that says what it does. */
function checkParts({ type, command, prompt, async: isAsync }: HookDefinition, path: Path): void {
  if (type === HookType.Command) {
    if (command === '') throw new HookConfigError([...path, 'command'], 'A hook of type command needs a command.');
    return;
  }
  if (command !== '')
    throw new HookConfigError([...path, 'command'], `A hook of type ${type} has no command. Leave it out.`);
  if (type === HookType.Prompt && !prompt)
    throw new HookConfigError([...path, 'prompt'], 'A hook of type prompt needs a prompt.');
  if (isAsync) throw new HookConfigError([...path, 'async'], `A hook of type ${type} decides, so it cannot be async.`);
}

function typeAt(raw: Raw, path: Path): HookType {
  const type = raw['type'] ?? HookType.Command;
  const known = Object.values(HookType).find((candidate) => candidate === type);
  if (known) return known;
  throw new HookConfigError([...path, 'type'], `The type must be one of ${Object.values(HookType).join(', ')}.`);
}

function textAt(raw: Raw, key: string, path: Path): string | undefined {
  const value = raw[key];
  return value === undefined || value === null ? undefined : textIn(value, [...path, key]);
}

function textIn(value: unknown, path: Path): string {
  if (typeof value === 'string') return value;
  throw new HookConfigError(path, `${nameOf(path)} must be a text.`);
}

function countAt(raw: Raw, key: string, path: Path): number | undefined {
  const value = raw[key];
  if (value === undefined || value === null) return undefined;
  if (Number.isInteger(value) && (value as number) > 0) return value as number;
  throw new HookConfigError([...path, key], `${key} must be a whole number greater than 0.`);
}

function flagAt(raw: Raw, path: Path): boolean {
  const value = raw['async'] ?? raw['async_'] ?? false;
  if (typeof value === 'boolean') return value;
  throw new HookConfigError([...path, 'async'], 'async must be true or false.');
}

function objectAt(value: unknown, path: Path): Raw {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Raw;
  throw new HookConfigError(path, `${nameOf(path)} must be an object.`);
}

function listAt(value: unknown, path: Path): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new HookConfigError(path, `${nameOf(path)} must be a list.`);
}

function nameOf(path: Path): string {
  return path.length === 0 ? 'The hook configuration' : path.join('.');
}

function snakeCase(name: string): string {
  return name.replace(/(?<!^)(?=[A-Z])/g, '_').toLowerCase();
}

function countOf(config: Readonly<Record<string, readonly HookMatcher[]>>): number {
  return Object.values(config)
    .flat()
    .reduce((sum, { hooks }) => sum + hooks.length, 0);
}
