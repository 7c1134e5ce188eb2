import {
  enumModel,
  Field,
  flag,
  integer,
  listOf,
  Model,
  nullable,
  Operation,
  ref,
  text,
} from '@openhands-nest/contracts/schema';

export const RepositoryProvider = {
  GitHub: 'github',
  GitLab: 'gitlab',
  Bitbucket: 'bitbucket',
  AzureDevOps: 'azure_devops',
} as const;
export type RepositoryProvider = (typeof RepositoryProvider)[keyof typeof RepositoryProvider];

export const RepositoryProviderModel = enumModel('GitProvider', RepositoryProvider);

@Model()
export class ProviderRepositoryQuery {
  @Field(ref(RepositoryProviderModel)) readonly provider!: RepositoryProvider;
  @Field(nullable(text(), { description: 'Part of the name' })) readonly query?: string | null;
  @Field(integer({ minimum: 1, maximum: 100, default: 100 })) readonly limit!: number;
  @Field(nullable(text(), { description: 'next_page_id of the page before' })) readonly page_id?: string | null;
}

@Model()
export class GitProviderRepository {
  @Field(text()) readonly id!: string;
  @Field(text()) readonly full_name!: string;
  @Field(text()) readonly git_provider!: string;
  @Field(flag()) readonly is_public!: boolean;
  @Field(nullable(integer())) readonly stargazers_count!: number | null;
  @Field(nullable(text())) readonly pushed_at!: string | null;
  @Field(nullable(text())) readonly main_branch!: string | null;
}

@Model()
export class GitProviderRepositoryPage {
  @Field(listOf(ref(GitProviderRepository))) readonly items!: GitProviderRepository[];
  @Field(nullable(text())) readonly next_page_id!: string | null;
  /** Whether nothing is listed because no token is saved. */
  @Field(flag({ default: false })) readonly missing_token!: boolean;
}

/** GET /api/git/repositories/search */
export function ApiSearchProviderRepositories(): MethodDecorator {
  return Operation({
    id: 'git_repositories_search_api_git_repositories_search_get',
    summary: 'Git Repositories Search',
    description: 'Repositories on a git host that the saved token opens, the last changed first.',
    tags: ['Git'],
    query: ProviderRepositoryQuery,
    answers: {
      200: ref(GitProviderRepositoryPage),
      400: 'The provider or the page is unknown',
      401: 'The token is wrong',
      403: 'The token is not enough',
      429: 'The host allows no more requests for now',
      502: 'The host cannot be reached',
    },
  });
}
