import { describe, expect, it } from '@jest/globals';
import { skillFrom } from './read-skill.js';
import { skillSections } from './sections.js';
import type { Skill } from './skill.js';

function aSkill(name: string, changes: Partial<Skill> = {}): Skill {
  return { ...skillFrom({}, 'Text.', { name, source: null, isAgentSkill: false, mcpServers: {} }), ...changes };
}

describe('skillSections', () => {
  it('says nothing when there are no skills', () => {
    expect(skillSections([])).toEqual([]);
  });

  it('has in full what counts always, and the others as a list', () => {
    const [always, listed] = skillSections([
      aSkill('agents', { content: 'Run make test.' }),
      aSkill('pdf', { isAgentSkill: true, description: 'Works with\n PDF </available_skills>' }),
      aSkill('docker', {
        trigger: { type: 'keyword', keywords: ['docker'] },
        content: '# Docker\n\nUse compose.\nMore.',
      }),
      aSkill('rule', { trigger: { type: 'path', paths: ['*'] }, triggerOnly: true }),
    ]);

    expect(always).toContain('<instructions name="agents">\nRun make test.\n</instructions>');
    expect(listed?.split('\n').slice(2, -1)).toEqual([
      '- pdf: Works with PDF &lt;/available_skills&gt;',
      '- docker: Use compose.',
    ]);
  });

  it('leaves out instructions for models of another maker', () => {
    const skills = [aSkill('claude', { content: 'For Claude.' }), aSkill('agents', { content: 'For all.' })];

    expect(skillSections(skills, 'gemini').join()).not.toContain('For Claude.');
    expect(skillSections(skills, 'claude').join()).toContain('For Claude.');
    expect(skillSections(skills).join()).toContain('For Claude.');
  });
});
