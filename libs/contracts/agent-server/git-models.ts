import { enumModel, Field, flag, integer, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';

/** A rename is shown as DELETED and ADDED. */
export const GitChangeStatus = { Moved: 'MOVED', Added: 'ADDED', Deleted: 'DELETED', Updated: 'UPDATED' } as const;
export type GitChangeStatus = (typeof GitChangeStatus)[keyof typeof GitChangeStatus];
export const GitChangeStatusModel = enumModel('GitChangeStatus', GitChangeStatus);

@Model()
export class GitChange {
  @Field(ref(GitChangeStatusModel)) readonly status!: GitChangeStatus;
  /** Relative to the directory that was asked for. */
  @Field(text({ format: 'path' })) readonly path!: string;
}

/** Whole texts of a file; null for both outside of every repository. */
@Model()
export class GitDiff {
  @Field(nullable(text()), { required: true }) readonly modified!: string | null;
  @Field(nullable(text()), { required: true }) readonly original!: string | null;
}

@Model()
export class GitCommit {
  @Field(text()) readonly sha!: string;
  @Field(text()) readonly short_sha!: string;
  @Field(text()) readonly subject!: string;
  @Field(text()) readonly author!: string;
  /** ISO 8601 with the offset of the author. */
  @Field(text()) readonly timestamp!: string;
}

@Model()
export class GitCommitsPage {
  @Field(listOf(ref(GitCommit))) readonly commits!: GitCommit[];
  @Field(flag()) readonly has_more!: boolean;
}

/** A whole commit name, or its beginning. */
export const GIT_SHA = text({ pattern: '^[0-9a-fA-F]{4,64}$', description: 'Name of a commit, or its beginning' });

const REF = nullable(text(), {
  description: 'Commit, branch or tag to compare with. Default: what was pushed, or where the branch began',
});

@Model()
export class GitPathQuery {
  @Field(text({ description: 'Absolute path of a directory' })) readonly path!: string;
}

@Model()
export class GitChangesQuery extends GitPathQuery {
  @Field(REF) readonly ref?: string | null;
}

@Model()
export class GitDiffQuery {
  @Field(text({ description: 'Absolute path of a file' })) readonly path!: string;
  @Field(REF) readonly ref?: string | null;
  @Field(nullable(GIT_SHA, { description: 'Show what this commit did to the file. Not together with ref' }))
  readonly commit?: string | null;
}

@Model()
export class GitCommitsQuery extends GitPathQuery {
  @Field(integer({ minimum: 1, maximum: 200, default: 50, description: 'Most commits to answer' }))
  readonly limit!: number;
}
