import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { isLoopbackHost } from '../http/access/loopback.js';
import { ConfigError } from './config-error.js';
import { readWebhooks } from './read-webhooks.js';
import { ServerConfig } from './server-config.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names of secrets, whose values no message may show. */
const SECRET_NAME = /KEY|TOKEN|SECRET/;

/**
 * Reads the configuration from the environment. @throws ConfigError naming everything that is wrong, at once
 * @param isComplete false: what `OH_DEFERRED_INIT` lets come later may be missing
 */
export function readConfig(environment: Environment, isComplete = true): ServerConfig {
  const values = withDefaults(environment);
  const { webhooks, problems: webhookProblems } = readWebhooks(values);
  const given = { ...values, OH_WEBHOOKS: webhooks };
  const config = plainToInstance(ServerConfig, given, { exposeDefaultValues: true });
  const problems = [
    ...webhookProblems,
    ...validateSync(config).map((error) => sentenceFor(error, environment)),
    ...(config.OH_DEFERRED_INIT && !isComplete ? waitingProblems(config) : keyProblems(config)),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

function withDefaults(environment: Environment): Record<string, unknown> {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  const values: Record<string, unknown> = Object.fromEntries(given);
  return {
    ...values,
    DATA_DIR: resolve((values.DATA_DIR as string | undefined) ?? join(homedir(), '.openhands-nest')),
    SESSION_API_KEYS: sessionKeys(values),
    OH_PREVIOUS_SECRET_KEYS: previousKeys(values),
  };
}

/** The list wins over the single key, as clients of the Agent Server expect. */
function sessionKeys(values: Record<string, unknown>): string[] {
  const numbered = numberedOf(values, 'OH_SESSION_API_KEYS');
  if (numbered.length > 0) return numbered;
  return values.SESSION_API_KEY === undefined ? [] : [values.SESSION_API_KEY as string];
}

/** A JSON list, or one variable for each. What is no list stays as it is, and is then refused. */
function previousKeys(values: Record<string, unknown>): unknown {
  const { OH_PREVIOUS_SECRET_KEYS: list } = values;
  if (list === undefined) return numberedOf(values, 'OH_PREVIOUS_SECRET_KEYS');
  try {
    return JSON.parse(list as string) as unknown;
  } catch {
    return list;
  }
}

/** The values of `NAME_0`, `NAME_1` … */
function numberedOf(values: Record<string, unknown>, name: string): string[] {
  const own = new RegExp(`^${name}_\\d+$`);
  return Object.keys(values)
    .filter((variable) => own.test(variable))
    .sort()
    .map((variable) => values[variable] as string);
}

/** Shows what was written, since what became of it may be no value at all. */
function sentenceFor({ property, value, constraints }: ValidationError, environment: Environment): string {
  const shown = SECRET_NAME.test(property) ? '(hidden)' : JSON.stringify(environment[property] ?? value);
  return `${property}: ${Object.values(constraints ?? {}).join('; ')}. It is ${shown} now.`;
}

/** Who may wake the server up must be known before anybody can. */
function waitingProblems(config: ServerConfig): string[] {
  if (isLoopbackHost(config.HOST) || config.OH_SECRET_KEY !== undefined) return [];
  return [
    `HOST is ${config.HOST}, so other machines could give this server its configuration. ` +
      'Set OH_SECRET_KEY, which POST /api/init then has to carry, or set HOST to 127.0.0.1.',
  ];
}

function keyProblems(config: ServerConfig): string[] {
  if (isLoopbackHost(config.HOST) || config.SESSION_API_KEYS.length > 0) return [];
  return [
    `HOST is ${config.HOST}, so other machines could reach this server and run commands on it. ` +
      'Set SESSION_API_KEY to a long random text, or set HOST to 127.0.0.1.',
  ];
}
