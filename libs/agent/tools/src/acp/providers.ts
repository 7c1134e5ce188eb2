import type { AcpCredentialFile } from '@openhands-nest/agent-ports';

/** A program that is known by name, and how it wants to be treated. */
export interface AcpProvider {
  readonly key: string;
  /** npm packages with their versions; the first has the program. */
  readonly packages: readonly string[];
  /** Name of the program where it is installed, and what it gets to speak the protocol. */
  readonly binary: string;
  readonly args: readonly string[];
  /** The mode in which it asks nobody; undefined: it has none. */
  readonly mode?: string;
  /** Parts of the name that it gives itself, and beginnings of that of its package. */
  readonly names: readonly string[];
  /** Variable with the key of its model's provider. */
  readonly keyVariable?: string;
  readonly urlVariable?: string;
  readonly credentialFile?: AcpCredentialFile;
  /** Variables that must not be there beside the first one, because they would win over it. */
  readonly conflict?: { readonly winner: string; readonly losers: readonly string[] };
  /** Member of `_meta` in which it is also told of its model. */
  readonly metaKey?: string;
}

const PROVIDERS: readonly AcpProvider[] = [
  {
    key: 'claude-code',
    packages: ['@agentclientprotocol/claude-agent-acp@0.63.0'],
    binary: 'claude-agent-acp',
    args: [],
    mode: 'bypassPermissions',
    names: ['claude-agent'],
    keyVariable: 'ANTHROPIC_API_KEY',
    urlVariable: 'ANTHROPIC_BASE_URL',
    conflict: { winner: 'CLAUDE_CODE_OAUTH_TOKEN', losers: ['ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL'] },
    metaKey: 'claudeCode',
  },
  {
    key: 'codex',
    packages: ['@agentclientprotocol/codex-acp@1.10.0'],
    binary: 'codex-acp',
    args: [],
    mode: 'agent-full-access',
    names: ['codex-acp'],
    keyVariable: 'OPENAI_API_KEY',
    urlVariable: 'OPENAI_BASE_URL',
    credentialFile: file('CODEX_AUTH_JSON', 'auth.json', 'CODEX_HOME', 'codex', 'dir'),
  },
  {
    key: 'gemini-cli',
    packages: ['@google/gemini-cli@0.46.0'],
    binary: 'gemini',
    args: ['--acp'],
    mode: 'default',
    names: ['gemini-cli'],
    keyVariable: 'GEMINI_API_KEY',
    urlVariable: 'GEMINI_BASE_URL',
    credentialFile: file(
      'GOOGLE_APPLICATION_CREDENTIALS_JSON',
      'gcloud-credentials.json',
      'GOOGLE_APPLICATION_CREDENTIALS',
      'gemini-cli',
      'file',
    ),
  },
  {
    key: 'kimi-code',
    packages: ['@moonshot-ai/kimi-code@0.38.0'],
    binary: 'kimi',
    args: ['acp'],
    mode: 'yolo',
    names: ['kimi'],
    urlVariable: 'KIMI_BASE_URL',
    credentialFile: file('KIMI_CODE_CONFIG_TOML', 'config.toml', 'KIMI_CODE_HOME', 'kimi-code', 'dir'),
  },
  {
    key: 'pi',
    packages: ['pi-acp@0.0.33', '@earendil-works/pi-coding-agent@0.83.0'],
    binary: 'pi-acp',
    args: [],
    names: ['pi-acp'],
    keyVariable: 'ANTHROPIC_API_KEY',
    credentialFile: file('PI_AUTH_JSON', 'auth.json', 'PI_CODING_AGENT_DIR', 'pi', 'dir'),
  },
  {
    key: 'opencode',
    packages: ['opencode-ai@1.18.23'],
    binary: 'opencode',
    args: ['acp'],
    mode: 'build',
    names: ['opencode'],
    keyVariable: 'OPENCODE_API_KEY',
  },
];

/** How a well-known program is started from npm; undefined: there is none of this name. */
export function commandOfProvider(key: string): [string, ...string[]] | undefined {
  const provider = PROVIDERS.find((one) => one.key === key);
  if (!provider) return undefined;
  const { packages, binary, args } = provider;
  const named = packages.length === 1 ? packages : [...packages.map((name) => `--package=${name}`), binary];
  return ['npx', '-y', '--prefer-offline', ...named, ...args];
}

/** Names of the secrets in which a well-known program looks for its key and its provider's address, and of those that it reads from files. */
export function secretsOfProvider(key: string): { key?: string; url?: string; files: readonly string[] } {
  const { keyVariable, urlVariable, credentialFile } = providerOfKey(key) ?? {};
  return {
    ...(keyVariable && { key: keyVariable }),
    ...(urlVariable && { url: urlVariable }),
    files: credentialFile ? [credentialFile.secretName] : [],
  };
}

/** The program that a command starts, as far as it can be told from the names of its parts. */
export function providerOfCommand(command: readonly string[]): AcpProvider | undefined {
  const names = command.map((part) => (part.split('/').at(-1) ?? part).toLowerCase());
  return PROVIDERS.find((provider) => provider.names.some((name) => names.some((part) => part.startsWith(name))));
}

/** The program that gives itself this name. */
export function providerOfName(agentName: string): AcpProvider | undefined {
  const name = agentName.toLowerCase();
  return PROVIDERS.find(({ names }) => names.some((part) => name.includes(part)));
}

export function providerOfKey(key: string | undefined): AcpProvider | undefined {
  return PROVIDERS.find((provider) => provider.key === key);
}

/** Secrets that well-known programs read from files. */
export function usualCredentialFiles(): readonly AcpCredentialFile[] {
  return PROVIDERS.flatMap(({ credentialFile }) => credentialFile ?? []);
}

function file(
  secretName: string,
  fileName: string,
  variable: string,
  folder: string,
  pointsTo: AcpCredentialFile['pointsTo'],
): AcpCredentialFile {
  return { secretName, fileName, variable, folder, pointsTo };
}
