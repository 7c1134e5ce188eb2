import { keywordsOf, typeOf, type Skill } from '@openhands-nest/agent-extensions';
import type { SkillInfo } from '@openhands-nest/contracts/agent-server';

export function toSkillInfo(skill: Skill): SkillInfo {
  return {
    name: skill.name,
    type: typeOf(skill),
    content: skill.content,
    triggers: [...keywordsOf(skill)],
    source: skill.source,
    description: skill.description,
    is_agentskills_format: skill.isAgentSkill,
    disable_model_invocation: skill.triggerOnly,
  };
}
