import type { GitCredentials } from './repository-hosts.js';

/** Settings of the machine that decide how the network is reached. Nothing else of the server's environment gets to git. */
const NETWORK_VARIABLES = [
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
  ...['GIT_SSL_CAINFO', 'GIT_SSL_CAPATH', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
];

/** Turns off whatever would run programs, ask questions, fetch other repositories or stay in the background. */
const CONFIGURATION: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'no'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  // A connection on which nearly nothing (bytes a second) arrives for a minute is dead.
  ['http.lowSpeedLimit', '100'],
  ['http.lowSpeedTime', '60'],
];

/** A credential helper that reads the environment, so that the token is in no file and in no argument of a process. */
const HELPER =
  '!answer() { test "$1" = get && printf "username=%s\\npassword=%s\\n" "$OPENHANDS_NEST_GIT_USER" "$OPENHANDS_NEST_GIT_TOKEN"; }; answer';

export interface GitAccess {
  /** Address that is cloned. Its scheme is the only one that git may use. */
  readonly url: string;
  readonly credentials?: GitCredentials;
}

/**
 * The whole environment of a git process: no configuration of the machine or of a user, English messages, one protocol.
 * Credentials are bound to the origin of the address: a redirect to another host does not get them.
 */
export function gitEnvironment(access: GitAccess, inherited: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const configuration = [...CONFIGURATION, ...helperConfiguration(access)];
  return {
    ...pick(inherited, ['PATH', ...NETWORK_VARIABLES]),
    // Nothing may be read from a home directory: neither .gitconfig nor .netrc.
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: new URL(access.url).protocol.slice(0, -1),
    ...credentialVariables(access.credentials),
    ...configurationVariables(configuration),
  };
}

function helperConfiguration({ url, credentials }: GitAccess): readonly (readonly [string, string])[] {
  return credentials ? [[`credential.${new URL(url).origin}.helper`, HELPER]] : [];
}

function credentialVariables(credentials: GitCredentials | undefined): Record<string, string> {
  return credentials
    ? { OPENHANDS_NEST_GIT_USER: credentials.user, OPENHANDS_NEST_GIT_TOKEN: credentials.password }
    : {};
}

function configurationVariables(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const numbered = pairs.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(pairs.length), ...(Object.fromEntries(numbered) as Record<string, string>) };
}

function pick(from: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
}
