import { isAbsolute, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { RepositoryNotAllowedError, type RepositorySpec } from '@openhands-nest/agent-ports';
import { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { checkBranchName } from './branch-name.js';
import { CLONE_PROVIDERS, providerOf, type CloneProvider, type RepositoryHosts } from './repository-hosts.js';

/** What an operator allows. */
export interface RepositoryRules {
  /** Default: github.com, gitlab.com, bitbucket.org. */
  readonly hosts?: RepositoryHosts;
  /** Whether paths and file:// addresses on the server itself may be cloned. Default false. */
  readonly allowLocal?: boolean;
}

/** A repository name that was understood and is allowed. `folder` is the directory that its clone gets. */
export type RepositorySource =
  | {
      readonly kind: 'named';
      readonly folder: string;
      readonly path: string;
      readonly providers: readonly CloneProvider[];
    }
  | {
      readonly kind: 'url';
      readonly folder: string;
      readonly url: string;
      readonly provider: CloneProvider | undefined;
    }
  | { readonly kind: 'local'; readonly folder: string; readonly url: string };

const FORMS = 'Write it as owner/name or as an https:// address.';
const MAX_NAME_CHARS = 1_000;
const SEGMENT = /^[A-Za-z0-9_.~][A-Za-z0-9_.~+-]*$/;

/** @throws RepositoryNotAllowedError with a sentence that says what to write instead; it never repeats a password */
export function parseRepository(repository: RepositorySpec, rules: RepositoryRules = {}): RepositorySource {
  const { name } = repository;
  if (repository.branch) checkBranchName(repository.branch);
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  if (name.length > MAX_NAME_CHARS || /[\x00-\x1f\x7f]/.test(name))
    refuse(`The name of the repository is not valid. ${FORMS}`);
  if (/^https?:\/\//i.test(name)) return parseUrl(name, rules);
  if (/^(file:\/\/|\/)/i.test(name)) return parseLocal(name, rules);
  return parseName(name, repository.provider);
}

function parseName(name: string, provider: ProviderType | undefined): RepositorySource {
  if (/:/.test(name)) refuse(`This server clones over https only. ${FORMS}`);
  const path = name.replace(/\.git$/, '');
  const segments = path.split('/');
  if (segments.length < 2 || !segments.every(isSegment))
    refuse(`${JSON.stringify(name.slice(0, 100))} does not name a repository. ${FORMS}`);
  return { kind: 'named', folder: folderOf(path), path, providers: providersFor(segments.length, provider) };
}

/** Only GitLab has groups within groups. */
function providersFor(segments: number, provider: ProviderType | undefined): readonly CloneProvider[] {
  const possible = segments === 2 ? CLONE_PROVIDERS : [ProviderType.Gitlab];
  if (!provider) return possible;
  const chosen = possible.filter((candidate) => candidate === provider);
  if (provider === ProviderType.EnterpriseSso)
    refuse('Repositories of enterprise_sso cannot be cloned. Use github, gitlab or bitbucket.');
  if (chosen.length === 0) refuse(`A repository of ${provider} is named owner/name, with one slash.`);
  return chosen;
}

function parseUrl(name: string, { hosts }: RepositoryRules): RepositorySource {
  const url = URL.parse(name);
  if (!url) refuse(`The address of the repository is not valid. ${FORMS}`);
  if (url.username || url.password) {
    refuse(
      'The address of a repository must not hold a user or password. Save the token in the settings or in the environment instead.',
    );
  }
  const provider = providerOf(url, hosts);
  if (url.protocol !== 'https:' && !provider)
    refuse('This server clones over https only. Write the address with https://.');
  const path = url.pathname.replace(/^\/|\/+$/g, '');
  if (url.search || url.hash || !path.split('/').every(isSegment))
    refuse(`The address does not name a repository. ${FORMS}`);
  return { kind: 'url', folder: folderOf(path), url: `${url.origin}/${path}`, provider };
}

function parseLocal(name: string, { allowLocal }: RepositoryRules): RepositorySource {
  if (!allowLocal) refuse(`This server does not clone from its own disk. ${FORMS}`);
  const path = localPath(name);
  const folder = folderOf(path.replace(/\/+$/, ''));
  return { kind: 'local', folder, url: pathToFileURL(path).href };
}

function localPath(name: string): string {
  try {
    const path = normalize(name.startsWith('/') ? name : fileURLToPath(name));
    if (isAbsolute(path) && !path.includes('\0')) return path;
  } catch {
    // Refused below, like every other name that is no path.
  }
  return refuse('The path of the repository is not valid. Write an absolute path of this server.');
}

function isSegment(segment: string): boolean {
  return SEGMENT.test(segment) && segment !== '.' && segment !== '..' && segment !== '.git';
}

function folderOf(path: string): string {
  const folder = path.slice(path.lastIndexOf('/') + 1).replace(/\.git$/, '');
  if (folder === '' || folder === '.' || folder === '..' || folder.startsWith('-')) {
    refuse(`The name of the repository must end in a name for its folder. ${FORMS}`);
  }
  return folder;
}

function refuse(sentence: string): never {
  throw new RepositoryNotAllowedError(sentence);
}
