import { Inject, Injectable } from '@nestjs/common';
import { workingDirectory, type ConversationView } from '@openhands-nest/agent-core';
import {
  firstOfEachName,
  keywordsOf,
  diskProjectSkills,
  type Extensions,
  type Skill,
} from '@openhands-nest/agent-extensions';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import type { ConversationMicroagent } from '@openhands-nest/contracts/app';
import { ConversationStatus } from '@openhands-nest/contracts/vocabulary';
import { HttpProblem } from '../../http/problems.js';
import { EXTENSIONS } from '../../tokens.js';

/** The skills of a conversation as microagents of 0.53. */
@Injectable()
export class KnownMicroagents {
  constructor(@Inject(EXTENSIONS) private readonly extensions: Extensions) {}

  /** @throws HttpProblem 404 for a conversation that is not live */
  async of({ record, status }: ConversationView): Promise<ConversationMicroagent[]> {
    if (status !== ConversationStatus.Running)
      throw new HttpProblem(404, {
        error: `The conversation ${record.id} is not running or not ready yet. Start it, then ask again.`,
      });
    const book = await this.extensions.ofConversations.known(record.id);
    const skills = book?.skills ?? (await this.skillsOf(record));
    return skills.filter(({ trigger }) => trigger?.type !== 'path').map(toMicroagent);
  }

  /** Before the first message nothing has been read yet. */
  private async skillsOf(record: ConversationRecord): Promise<readonly Skill[]> {
    const directory = workingDirectory(record);
    const [project, organization, user] = await Promise.all([
      diskProjectSkills(directory, directory),
      this.extensions.organizationSkills(record),
      this.extensions.userSkills(),
    ]);
    return firstOfEachName(project.skills, organization.skills, user.skills);
  }
}

function toMicroagent(skill: Skill): ConversationMicroagent {
  return {
    name: skill.name,
    type: skill.trigger === null && !skill.isAgentSkill ? 'repo' : 'knowledge',
    content: skill.content,
    triggers: [...keywordsOf(skill)],
    inputs: skill.inputs.map(({ name, description }) => ({ name, description })),
    tools: serverNames(skill.mcpServers),
  };
}

/** 0.53 lists its servers of programs under `stdio_servers`; the standard has them by name. */
function serverNames(servers: Skill['mcpServers']): string[] {
  const listed = servers['stdio_servers'];
  if (!Array.isArray(listed)) return Object.keys(servers).filter((name) => !name.endsWith('_servers'));
  return listed.flatMap((server) => {
    const { name } = (server ?? {}) as { name?: unknown };
    return typeof name === 'string' ? [name] : [];
  });
}
