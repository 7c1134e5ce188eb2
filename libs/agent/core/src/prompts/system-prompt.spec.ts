import { describe, expect, it } from '@jest/globals';
import { Isolation } from '@openhands-nest/agent-ports';
import { systemPrompt, type SystemPromptInput } from './system-prompt.js';

const input: SystemPromptInput = {
  workingDirectory: '/srv/work/api',
  now: new Date('2026-03-02T23:30:00-05:00'),
  operatingSystem: 'Linux 6.1 (x64)',
  isolation: Isolation.Bubblewrap,
};

describe('systemPrompt', () => {
  it('keeps the static part equal for all conversations, so that it can be cached', () => {
    const other = systemPrompt({
      ...input,
      workingDirectory: '/other',
      repository: 'acme/other',
      instructions: 'Be brief.',
    });

    expect(systemPrompt(input).prompt).toBe(other.prompt);
  });

  it('stays short and names the tool that ends a task', () => {
    const { prompt } = systemPrompt(input);

    expect(prompt.split(/\s+/).length).toBeLessThanOrEqual(700);
    expect(prompt).toContain('`finish`');
  });

  it('tells the place, the repository, the branch, the date in UTC and the system', () => {
    const { dynamicContext } = systemPrompt({ ...input, repository: 'acme/api', branch: 'fix-login' });

    for (const fact of ['/srv/work/api', 'acme/api', 'fix-login', '2026-03-03 (UTC)', 'Linux 6.1 (x64)', 'sandbox']) {
      expect(dynamicContext).toContain(fact);
    }
  });

  it('warns when nothing isolates the commands', () => {
    const local = systemPrompt({ ...input, isolation: Isolation.Local }).dynamicContext;

    expect(local).toContain('Isolation: none');
  });

  it('carries instructions of the conversation in a section of their own, and whole sections behind them', () => {
    const { dynamicContext } = systemPrompt({
      ...input,
      instructions: ' Use tabs. ',
      sections: ['<repository_instructions>\nRun make test.\n</repository_instructions>'],
    });

    expect(dynamicContext).toMatch(/<conversation_instructions>\nUse tabs\.\n<\/conversation_instructions>/);
    expect(dynamicContext).toMatch(/<repository_instructions>\nRun make test\.\n<\/repository_instructions>/);
  });

  it('leaves out what is not known', () => {
    const { dynamicContext } = systemPrompt({ ...input, instructions: '   ' });

    expect(dynamicContext).not.toMatch(/Repository|Branch|undefined|_instructions/);
  });
});
