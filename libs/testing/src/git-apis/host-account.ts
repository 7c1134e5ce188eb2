/** What an account on a fake git host owns; each fake tells it in its provider's own shapes. */
export interface HostAccount {
  /** The token that is accepted. */
  readonly token: string;
  readonly login: string;
  readonly email?: string;
  /** Organizations, groups or workspaces that it belongs to. */
  readonly organizations?: readonly string[];
  readonly repositories?: readonly AccountRepository[];
  readonly changeRequests?: readonly AccountChangeRequest[];
  /** Assigned to the account, open. */
  readonly issues?: readonly AccountIssue[];
}

export interface AccountRepository {
  /** `owner/name`. */
  readonly name: string;
  readonly isPrivate?: boolean;
  readonly stars?: number;
  /** ISO 8601. */
  readonly pushedAt?: string;
  readonly mainBranch?: string;
  readonly branches?: readonly { readonly name: string; readonly date: string; readonly isProtected?: boolean }[];
  /** Text by path, on the main branch. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A pull or merge request of the account, open. */
export interface AccountChangeRequest {
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly conflicts?: boolean;
  readonly checks?: 'failed' | 'passed';
  readonly unresolved?: boolean;
  readonly branch?: string;
}

export interface AccountIssue {
  readonly repository: string;
  readonly number: number;
  readonly title: string;
}

/** A change request that a client has opened here. */
export interface OpenedChangeRequest {
  readonly repository: string;
  readonly number: number;
  readonly source: string;
  readonly target: string;
  readonly title: string;
  readonly labels: readonly string[];
}

/** Time of every commit that has no date of its own. */
export const COMMITTED_AT = '2026-01-02T03:04:05Z';

export const shaOf = (name: string): string => Buffer.from(name).toString('hex').padEnd(40, '0').slice(0, 40);
