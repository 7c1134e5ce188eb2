import { homedir, userInfo } from 'node:os';
import { basename } from 'node:path';

const KEPT_NAMES = new Set([
  ...['PATH', 'LANG', 'LANGUAGE', 'TERM', 'TZ', 'COLORTERM', 'DEBIAN_FRONTEND'],
  // Where programs of version managers find what they start.
  ...['GOROOT', 'JAVA_HOME', 'NVM_DIR', 'PYENV_ROOT', 'RBENV_ROOT', 'RUSTUP_HOME', 'VIRTUAL_ENV', 'VOLTA_HOME'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'FTP_PROXY'],
]);

/** Variables naming certificate files or folders, which a jail has to show. */
export const CERTIFICATE_NAMES = [
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'],
  ...['GIT_SSL_CAINFO', 'PIP_CERT', 'AWS_CA_BUNDLE', 'NIX_SSL_CERT_FILE', 'HTTPLIB2_CA_CERTS'],
  ...['GRPC_DEFAULT_SSL_ROOTS_FILE_PATH', 'NPM_CONFIG_CAFILE'],
];

// npm writes its whole configuration into the environment of what it starts: only how to reach a registry is wanted.
const NPM_SETTINGS = /^npm_config_(registry|proxy|https_proxy|noproxy|cafile|strict_ssl|fund|audit|loglevel)$/i;
const SECRET = /token|auth|password|passwd|secret|credential|api_?key/i;
const PASSED_ON_NAMES = new Set(CERTIFICATE_NAMES);

/** Who commits in a workspace. What is left out, or blank, is the server's own. */
export interface GitIdentity {
  readonly name?: string | null;
  readonly email?: string | null;
}

const OWN_IDENTITY = { name: 'openhands', email: 'openhands@localhost' };

export interface EnvironmentOptions {
  /** The server's environment; what is not on the list of harmless names stays behind. */
  readonly server: NodeJS.ProcessEnv;
  readonly home: string;
  readonly temporary: string;
  readonly shell: string;
  readonly user?: string;
  /** Author of commits; false: git's own configuration says who. */
  readonly gitIdentity?: GitIdentity | false;
}

/** Environment of a tool's process: a short list of harmless variables of the server, and a home of its own. */
export function cleanEnvironment(options: EnvironmentOptions): Record<string, string> {
  const { server, home, temporary, shell, user, gitIdentity = {} } = options;
  const kept = Object.entries(server).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isHarmless(entry[0]),
  );
  const name = user ?? userName();
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    ...rustToolchains(server),
    ...(gitIdentity && authorVariables(gitIdentity)),
    ...Object.fromEntries(kept),
    ...{ HOME: home, TMPDIR: temporary, SHELL: shell, USER: name, LOGNAME: name },
  };
}

function authorVariables(identity: GitIdentity): Record<string, string> {
  const name = identity.name?.trim() || OWN_IDENTITY.name;
  const email = identity.email?.trim() || OWN_IDENTITY.email;
  return { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email };
}

function isHarmless(name: string): boolean {
  if (SECRET.test(name)) return false;
  return (
    KEPT_NAMES.has(name) ||
    KEPT_NAMES.has(name.toUpperCase()) ||
    PASSED_ON_NAMES.has(name) ||
    name.startsWith('LC_') ||
    name.startsWith('PIP_') ||
    NPM_SETTINGS.test(name)
  );
}

/** The wrappers in ~/.cargo/bin look for their toolchains in the home, which is another one here. */
function rustToolchains({ PATH = '', HOME = homedir(), RUSTUP_HOME }: NodeJS.ProcessEnv): Record<string, string> {
  if (RUSTUP_HOME) return { RUSTUP_HOME };
  return PATH.split(':').includes(`${HOME}/.cargo/bin`) ? { RUSTUP_HOME: `${HOME}/.rustup` } : {};
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // The user id may have no entry in the user database (containers).
    return basename(homedir()) || 'openhands';
  }
}
