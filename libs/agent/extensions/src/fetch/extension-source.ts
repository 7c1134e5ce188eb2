import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { FetchError, FetchFailure } from './extension-errors.js';

/** Where an extension is, as people write it. */
export interface SourceQuery {
  /** `github:owner/name[@ref][/path]`, the address of a git repository, or a path of the server. */
  readonly source: string;
  /** Branch, tag or commit. */
  readonly ref?: string | null;
  /** Directory in the repository. */
  readonly repoPath?: string | null;
}

export type ExtensionSource =
  | { readonly kind: 'local'; readonly path: string; readonly subPath: string | null }
  | {
      readonly kind: 'git';
      /** Without user and password. */
      readonly url: string;
      readonly credentials: { readonly user: string; readonly password: string } | undefined;
      readonly ref: string | null;
      readonly subPath: string | null;
      /** Last part of its path, without `.git`. */
      readonly name: string;
    };

const GITHUB = /^github:(?<owner>[\w.-]+)\/(?<name>[\w.-]+?)(?:\.git)?(?:@(?<ref>[^/\s]+))?(?:\/(?<path>.+))?$/;
const GITHUB_PAGE =
  /^https:\/\/github\.com\/(?<owner>[^/]+)\/(?<name>[^/]+)\/(?:blob|tree)\/(?<ref>[^/]+)\/(?<path>.+)$/;
const SCP_STYLE = /^(?<user>[\w.-]+)@(?<host>[\w.-]+):(?<path>[^/].*)$/;
const PROTOCOLS = new Set(['https:', 'http:', 'ssh:', 'git:', 'file:']);
const REF = /^(?!-)[\w./@+-]{1,255}$/;

/** @throws FetchError for what is no source */
export function parseSource({ source, ref, repoPath }: SourceQuery): ExtensionSource {
  const given = source.trim();
  const subPath = repoPath ? checkedPath(repoPath) : null;
  const known = GITHUB.exec(given)?.groups ?? GITHUB_PAGE.exec(given)?.groups;
  if (known) return ofGithub(known, ref ?? null, subPath);
  if (given.startsWith('github:')) throw invalid('Write github:owner/name, with a path behind it if need be.');
  const scp = SCP_STYLE.exec(given)?.groups;
  if (scp) return ofUrl(new URL(`ssh://${scp.user}@${scp.host}/${scp.path}`), ref ?? null, subPath);
  const url = given.includes('://') ? URL.parse(given) : null;
  if (url && PROTOCOLS.has(url.protocol)) return ofUrl(url, ref ?? null, subPath);
  if (!given.includes('://') && /[/~.]/.test(given)) return { kind: 'local', path: localPath(given), subPath };
  throw invalid(
    'Name a GitHub repository (github:owner/name), the address of a git repository, or a path of the server.',
  );
}

/** A path inside of a repository. @throws FetchError for one that leads out of it */
export function checkedPath(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  const parts = trimmed.split('/');
  if (trimmed.startsWith('/') || parts.includes('..') || trimmed.includes('\\') || trimmed.includes('\0'))
    throw new FetchError(FetchFailure.NoSuchPath, 'The path in the repository must be relative and stay inside of it.');
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}

function ofGithub(
  { owner = '', name = '', ref: ownRef, path }: Partial<Record<string, string>>,
  ref: string | null,
  subPath: string | null,
): ExtensionSource {
  if (path !== undefined && subPath !== null)
    throw invalid('The source names a path in the repository already; leave repo_path out.');
  return {
    kind: 'git',
    url: `https://github.com/${owner}/${name.replace(/\.git$/, '')}.git`,
    credentials: undefined,
    ref: checkedRef(ref ?? ownRef ?? null),
    subPath: path === undefined ? subPath : checkedPath(path),
    name: name.replace(/\.git$/, ''),
  };
}

function ofUrl(url: URL, ref: string | null, subPath: string | null): ExtensionSource {
  const password = decodeURIComponent(url.password);
  const credentials = password === '' ? undefined : { user: decodeURIComponent(url.username), password };
  const bare = new URL(url);
  if (credentials) [bare.username, bare.password] = ['', ''];
  const name = (bare.pathname.split('/').filter(Boolean).at(-1) ?? 'repository').replace(/\.git$/, '');
  return { kind: 'git', url: bare.href, credentials, ref: checkedRef(ref), subPath, name };
}

function checkedRef(ref: string | null): string | null {
  if (ref === null || ref === '') return null;
  if (REF.test(ref) && !ref.includes('..')) return ref;
  throw new FetchError(FetchFailure.NoSuchRef, 'That is no name of a branch, a tag or a commit.');
}

function localPath(given: string): string {
  return given.startsWith('~/') ? resolve(homedir(), given.slice(2)) : resolve(given);
}

function invalid(advice: string): FetchError {
  return new FetchError(FetchFailure.InvalidSource, `The source is not understood. ${advice}`);
}

/** The source without user and password, to be shown and kept. */
export function withoutCredentials(source: string): string {
  return source.replace(/\/\/[^/\s@]+@/, '//');
}
