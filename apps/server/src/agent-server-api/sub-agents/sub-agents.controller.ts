import { Controller, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import {
  builtinAgents,
  DiskFiles,
  firstOfEachName,
  projectAgents,
  userAgents,
  type LoadedAgents,
} from '@openhands-nest/agent-extensions';
import type { AgentDefinition, Logger } from '@openhands-nest/agent-ports';
import { ApiGetSubAgents, SubAgentsRequest, type SubAgentsResponse } from '@openhands-nest/contracts/agent-server';
import { userFolders } from '../../composition/compose-extensions.js';
import { ServerConfig } from '../../config/server-config.js';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { LOGGER } from '../../tokens.js';
import { isUsable } from '../tools/usable-tools.js';
import { toSubAgentInfo } from './sub-agent-info.js';

/** The agents that conversations in a project could set to work. */
@Controller(onAgentServer('api/sub-agents'))
export class SubAgentsController {
  constructor(
    private readonly config: ServerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiGetSubAgents()
  async list(@JsonBody(SubAgentsRequest) request: SubAgentsRequest): Promise<SubAgentsResponse> {
    const { project_dir: project, load_project: ofProject, load_user: ofUser, load_builtin: builtin } = request;
    const own = ofProject && project ? await this.usable(projectAgents(new DiskFiles(), project)) : [];
    const theirs = ofUser ? await this.usable(userAgents(userFolders(this.config))) : [];
    const ours = builtin ? builtinAgents({ browser: isUsable('browser_tool_set') }) : [];
    return { agents: firstOfEachName(own, theirs, ours).map(toSubAgentInfo) };
  }

  private async usable(loading: Promise<LoadedAgents>): Promise<readonly AgentDefinition[]> {
    const { agents, problems } = await loading;
    for (const problem of problems) this.logger.warn('The definition of an agent cannot be used.', { problem });
    return agents;
  }
}
