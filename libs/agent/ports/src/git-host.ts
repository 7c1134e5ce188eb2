import type { ProviderType, TaskType } from '@openhands-nest/contracts/vocabulary';

/** Providers with an API of their own. */
export type HostProvider = Extract<ProviderType, 'github' | 'gitlab' | 'bitbucket'>;

/** How to reach a host, and as whom. */
export interface HostAccess {
  readonly token: string;
  /** A name (`git.example.org`) or an address with scheme and port; default: the provider's public host. */
  readonly host?: string;
  /** Milliseconds that one request may take. Default 15 000. */
  readonly timeoutMs?: number;
}

export interface HostUser {
  readonly id: string;
  readonly login: string;
  readonly avatarUrl: string;
  readonly company?: string;
  readonly name?: string;
  readonly email?: string;
}

export interface HostRepository {
  readonly id: string;
  /** `owner/name`; on GitLab the owner may have several parts. */
  readonly fullName: string;
  readonly isPublic: boolean;
  readonly stars?: number;
  /** ISO 8601. */
  readonly pushedAt?: string;
  readonly ownerType?: 'user' | 'organization';
  readonly mainBranch?: string;
}

export interface RepositoryPage {
  readonly items: readonly HostRepository[];
  /** Number of the next page; undefined: this was the last one. */
  readonly nextPage?: number;
}

export interface RepositoryQuery {
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
  /** `pushed`, `updated`, `created` or `full_name`; what a host does not know it takes as `pushed`. */
  readonly sort: string;
  /** Id of an installation (GitHub) or name of a workspace (Bitbucket). */
  readonly installation?: string;
}

export interface RepositorySearch {
  /** Part of a name, `owner/part`, or the address of a repository. */
  readonly query: string;
  readonly limit: number;
  readonly sort: string;
  readonly order: 'asc' | 'desc';
}

export interface HostBranch {
  readonly name: string;
  readonly commitSha: string;
  readonly isProtected: boolean;
  /** ISO 8601. */
  readonly lastPushDate?: string;
}

/** Something that waits for the owner of the token. */
export interface HostTask {
  readonly type: TaskType;
  readonly repository: string;
  /** Of the issue, or of the pull or merge request. */
  readonly number: number;
  readonly title: string;
}

export interface HostFile {
  /** From the root of the repository. */
  readonly path: string;
}

export interface NewChangeRequest {
  readonly repository: string;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly title: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  readonly draft?: boolean;
}

export interface ChangeRequest {
  readonly number: number;
  readonly url: string;
}

/** One account on one host. Every method rejects with a GitHostError. */
export interface GitHost {
  readonly provider: HostProvider;
  user(): Promise<HostUser>;
  /** Ids of installations (GitHub) or names of workspaces (Bitbucket); GitLab has neither. */
  installations(): Promise<readonly string[]>;
  repositories(query: RepositoryQuery): Promise<RepositoryPage>;
  /** Among the account's own repositories and those of its organizations. */
  search(search: RepositorySearch): Promise<readonly HostRepository[]>;
  /** Undefined when there is none, or none that the account may see. */
  repository(name: string): Promise<HostRepository | undefined>;
  /** In the order of the host; at most 1 000. */
  branches(repository: string): Promise<readonly HostBranch[]>;
  tasks(): Promise<readonly HostTask[]>;
  /** Branch of a pull or merge request; undefined when there is no such request, or its branch is in another repository. */
  sourceBranch(repository: string, number: number): Promise<string | undefined>;
  /** Files below a directory of the main branch, at most 200; none when there is no such directory. */
  files(repository: string, directory: string): Promise<readonly HostFile[]>;
  /** Text of a file of the main branch; undefined when there is none. */
  readFile(repository: string, path: string): Promise<string | undefined>;
  /** ISO 8601 time of the newest commit that touched the file. */
  changedAt(repository: string, path: string): Promise<string | undefined>;
  openChangeRequest(request: NewChangeRequest): Promise<ChangeRequest>;
}
