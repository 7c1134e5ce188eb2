import { ProvisionError } from '@openhands-nest/agent-ports';
import { RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { TOKEN_VARIABLES, type CloneProvider } from './repository-hosts.js';

/** What was tried, for the sentence about its failure. */
export interface CloneAttempt {
  /** As the person wrote it. */
  readonly repository: string;
  readonly host: string;
  /** Whether it lies on the server's own disk. */
  readonly isLocal: boolean;
  readonly provider: CloneProvider | undefined;
  readonly hasToken: boolean;
  readonly branch: string | undefined;
}

type Sentence = (attempt: CloneAttempt) => string;

/** Failures for which another host that has a repository of that name may be tried. */
export class RepositoryUnavailableError extends ProvisionError {}

const NETWORK =
  /Could not resolve host|Failed to connect|Couldn't connect|Connection (timed out|refused|reset)|Operation too slow|SSL|certificate|early EOF|unexpected disconnect|RPC failed|transfer closed|returned error: (429|5\d\d)|Empty reply/i;

const KINDS: readonly { readonly sign: RegExp; readonly unavailable?: RuntimeStatus; readonly sentence: Sentence }[] = [
  {
    sign: /Remote branch .* not found|couldn't find remote ref/i,
    sentence: ({ branch, repository }) =>
      `Branch ${branch} does not exist in ${repository}. Name a branch that exists, or none for a new one.`,
  },
  {
    sign: /No space left on device|Disk quota exceeded/i,
    sentence: ({ repository }) =>
      `The disk is full, so ${repository} could not be cloned. Free space on the server, then start the conversation again.`,
  },
  {
    sign: /Permission denied|Read-only file system|could not create (work tree|leading)/i,
    sentence: ({ repository }) =>
      `The server may not write the clone of ${repository}. Give it write access to the working directory.`,
  },
  {
    sign: /Authentication failed|could not read (Username|Password)|returned error: 40[13]|HTTP 40[13]|Access denied/i,
    unavailable: RuntimeStatus.GitProviderAuthenticationError,
    sentence: accessSentence,
  },
  {
    sign: /repository .* not found|returned error: 404|does not appear to be a git repository|does not exist/i,
    unavailable: RuntimeStatus.Error,
    sentence: notFoundSentence,
  },
  {
    sign: NETWORK,
    sentence: ({ host, repository }) =>
      `${repository} could not be fetched, because the connection to ${host} failed. Check the network of the server and try again.`,
  },
];

/** @param stderr without secrets */
export function cloneFailure(stderr: string, attempt: CloneAttempt): ProvisionError {
  const kind = KINDS.find(({ sign }) => sign.test(stderr));
  if (kind?.unavailable) return new RepositoryUnavailableError(kind.sentence(attempt), kind.unavailable);
  return new ProvisionError(kind?.sentence(attempt) ?? unknownSentence(stderr, attempt), RuntimeStatus.Error);
}

export function cloneTimeout(attempt: CloneAttempt, timeoutMs: number): ProvisionError {
  const seconds = Math.round(timeoutMs / 1000);
  return new ProvisionError(
    `${attempt.repository} was not cloned within ${seconds} seconds. Check the connection to ${attempt.host}, or use a smaller repository.`,
    RuntimeStatus.Error,
  );
}

function notFoundSentence({ repository, host, provider, hasToken, isLocal }: CloneAttempt): string {
  const lead = `${repository} was not found on ${host}.`;
  if (isLocal) return `${lead} Check the path, and that the server's user may read it.`;
  return `${lead} Check the name; if it is private, ${hasToken ? 'use a token that may read it' : tokenHint(provider)}.`;
}

function accessSentence({ repository, host, provider, hasToken }: CloneAttempt): string {
  return hasToken
    ? `${host} refused the token for ${repository}. Save a token that is valid and may read this repository.`
    : `${host} does not show ${repository} without a token. Check the name, and ${tokenHint(provider)}.`;
}

function tokenHint(provider: CloneProvider | undefined): string {
  return provider
    ? `save a token for ${provider} in the settings or set ${TOKEN_VARIABLES[provider]}`
    : 'set the address of this host in the settings of its provider, with a token';
}

function unknownSentence(stderr: string, { repository }: CloneAttempt): string {
  const lines = stderr.split(/[\r\n]+/).filter((line) => /^(fatal|error):/.test(line));
  return `${repository} could not be cloned: ${lines.at(-1)?.slice(0, 300) ?? 'git ended without a reason. Try again.'}`;
}
