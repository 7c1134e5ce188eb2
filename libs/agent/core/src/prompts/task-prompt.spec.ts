import { describe, expect, it } from '@jest/globals';
import { InvalidRequestError } from '@openhands-nest/agent-ports';
import { ProviderType, TaskType } from '@openhands-nest/contracts/vocabulary';
import { microagentPrompt } from './microagent-prompt.js';
import { taskPrompt, type SuggestedTask } from './task-prompt.js';

function aTask(overrides: Partial<SuggestedTask> = {}): SuggestedTask {
  return {
    git_provider: ProviderType.Github,
    task_type: TaskType.FailingChecks,
    repo: 'acme/api',
    issue_number: 4711,
    title: 'Login fails',
    ...overrides,
  };
}

const PROVIDERS = [
  { provider: ProviderType.Github, token: 'GITHUB_TOKEN', request: 'pull request', mark: '#4711' },
  { provider: ProviderType.Gitlab, token: 'GITLAB_TOKEN', request: 'merge request', mark: '!4711' },
  { provider: ProviderType.Bitbucket, token: 'BITBUCKET_TOKEN', request: 'pull request', mark: '#4711' },
];

describe('taskPrompt', () => {
  it.each(Object.values(TaskType))('names repository, number, title and token for %s', (task_type) => {
    const prompt = taskPrompt(aTask({ task_type }));

    for (const fact of ['acme/api', '#4711', 'Login fails', 'GITHUB_TOKEN', 'pull request']) {
      expect(prompt).toContain(fact);
    }
  });

  it.each(PROVIDERS)('speaks the language of $provider', ({ provider, token, request, mark }) => {
    const prompt = taskPrompt(aTask({ git_provider: provider }));

    expect(prompt).toContain(token);
    expect(prompt).toContain(request);
    expect(prompt).toContain(mark);
  });

  it('gives each kind of task another goal', () => {
    const goals = Object.values(TaskType).map((task_type) => taskPrompt(aTask({ task_type })).split('\n')[0]);

    expect(new Set(goals).size).toBe(goals.length);
  });

  it('asks for a merge request that refers to the issue', () => {
    const prompt = taskPrompt(aTask({ git_provider: ProviderType.Gitlab, task_type: TaskType.OpenIssue }));

    expect(prompt).toMatch(/merge request .*issue #4711/);
  });

  it('refuses a provider without repositories', () => {
    expect(() => taskPrompt(aTask({ git_provider: ProviderType.EnterpriseSso }))).toThrow(InvalidRequestError);
  });
});

describe('microagentPrompt', () => {
  it('names the repository, the folder, the wish and the token of the provider', () => {
    const prompt = microagentPrompt(
      { repo: 'acme/api', git_provider: ProviderType.Gitlab, title: 'Releases' },
      'How to publish.',
    );

    for (const fact of [
      'acme/api',
      '.openhands/microagents/',
      'Releases',
      'How to publish.',
      'GITLAB_TOKEN',
      'merge request',
    ]) {
      expect(prompt).toContain(fact);
    }
  });

  it('works without a provider and without a wish', () => {
    const prompt = microagentPrompt({ repo: 'acme/api', git_provider: null });

    expect(prompt).toContain('GITHUB_TOKEN');
    expect(prompt).not.toMatch(/undefined|null/);
  });
});
