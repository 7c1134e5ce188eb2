/** What GitHub's GraphQL interface is asked, and the shapes of its answers. Fields as its public schema names them. */

export const BRANCHES = `query Branches($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/heads/", first: 100, after: $after) {
      nodes { name target { oid ... on Commit { committedDate } } branchProtectionRule { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

export interface BranchesAnswer {
  readonly repository: { readonly refs: { readonly nodes: readonly BranchNode[]; readonly pageInfo: PageInfo } } | null;
}

export interface BranchNode {
  readonly name: string;
  readonly target: { readonly oid: string; readonly committedDate?: string } | null;
  readonly branchProtectionRule: { readonly id: string } | null;
}

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

export const OPEN_WORK = `query OpenWork($issues: String!) {
  viewer {
    pullRequests(first: 100, states: [OPEN], orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number title mergeable
        repository { nameWithOwner }
        commits(last: 1) { nodes { commit { statusCheckRollup { state } } } }
        reviews(last: 50, states: [CHANGES_REQUESTED, COMMENTED]) { nodes { state } }
      }
    }
  }
  search(query: $issues, type: ISSUE, first: 100) {
    nodes { ... on Issue { number title repository { nameWithOwner } } }
  }
}`;

export interface OpenWorkAnswer {
  readonly viewer: { readonly pullRequests: { readonly nodes: readonly PullRequestNode[] } };
  readonly search: { readonly nodes: readonly IssueNode[] };
}

export interface IssueNode {
  readonly number: number;
  readonly title: string;
  readonly repository: { readonly nameWithOwner: string };
}

export interface PullRequestNode extends IssueNode {
  readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  readonly commits: {
    readonly nodes: readonly { readonly commit: { readonly statusCheckRollup: { readonly state: string } | null } }[];
  };
  readonly reviews: { readonly nodes: readonly { readonly state: string }[] };
}
