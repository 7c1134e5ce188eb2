import type { NewChangeRequest } from '@openhands-nest/agent-ports';
import { ProviderType } from '@openhands-nest/contracts/vocabulary';

type Arguments = Readonly<Record<string, unknown>>;

/** A tool that opens a pull or merge request on one provider. */
export interface ChangeRequestTool {
  readonly name: string;
  readonly description: string;
  readonly provider: ProviderType;
  /** JSON Schema of its arguments. */
  readonly inputSchema: { readonly type: 'object'; readonly properties: object; readonly required: string[] };
  read(arguments_: Arguments): NewChangeRequest;
}

const text = (description: string): object => ({ type: 'string', description });
const BRANCHES = {
  source_branch: text('Branch with the change. It must have been pushed.'),
  target_branch: text('Branch that the change is for.'),
  title: text('One line that says what changes.'),
};
const LABELS = { type: 'array', items: { type: 'string' }, description: 'Labels to put on it. They should exist.' };
const REPOSITORY = text('Name of the repository, as owner/name.');
const EXPLANATION = text('What changes and why, in Markdown.');

/** The tools of the server's own MCP server, under the names that agents of OpenHands know. */
export const CHANGE_REQUEST_TOOLS: readonly ChangeRequestTool[] = [
  {
    name: 'create_pr',
    description: 'Opens a pull request on GitHub and answers with its address.',
    provider: ProviderType.Github,
    inputSchema: {
      type: 'object',
      properties: {
        repo_name: REPOSITORY,
        ...BRANCHES,
        body: EXPLANATION,
        draft: { type: 'boolean', default: true, description: 'Whether it is a draft for now.' },
        labels: LABELS,
      },
      required: ['repo_name', 'source_branch', 'target_branch', 'title'],
    },
    read: (given) => ({
      ...changeOf(given, 'repo_name', 'body'),
      draft: given['draft'] !== false,
    }),
  },
  {
    name: 'create_mr',
    description: 'Opens a merge request on GitLab and answers with its address.',
    provider: ProviderType.Gitlab,
    inputSchema: {
      type: 'object',
      properties: {
        id: { type: ['string', 'integer'], description: 'Number of the project, or its path as group/name.' },
        ...BRANCHES,
        description: EXPLANATION,
        labels: LABELS,
      },
      required: ['id', 'source_branch', 'target_branch', 'title'],
    },
    read: (given) => changeOf(given, 'id', 'description'),
  },
  {
    name: 'create_bitbucket_pr',
    description: 'Opens a pull request on Bitbucket and answers with its address.',
    provider: ProviderType.Bitbucket,
    inputSchema: {
      type: 'object',
      properties: { repo_name: REPOSITORY, ...BRANCHES, description: EXPLANATION },
      required: ['repo_name', 'source_branch', 'target_branch', 'title'],
    },
    read: (given) => changeOf(given, 'repo_name', 'description'),
  },
];

function changeOf(given: Arguments, repository: string, explanation: string): NewChangeRequest {
  const description = given[explanation];
  const labels = given['labels'];
  return {
    repository: required(given, repository),
    sourceBranch: required(given, 'source_branch'),
    targetBranch: required(given, 'target_branch'),
    title: required(given, 'title'),
    ...(typeof description === 'string' && description !== '' ? { description } : {}),
    ...(Array.isArray(labels) ? { labels: labels.filter((label) => typeof label === 'string') } : {}),
  };
}

/** @throws Error with a sentence for the model */
function required(given: Arguments, name: string): string {
  const value = given[name];
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new Error(`The argument ${name} is missing: give it as a text.`);
}
