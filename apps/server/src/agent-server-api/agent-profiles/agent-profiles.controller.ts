import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiActivateAgentProfile,
  ApiDeleteAgentProfile,
  ApiGetAgentProfile,
  ApiListAgentProfiles,
  ApiMaterializeAgentProfile,
  ApiRenameAgentProfile,
  ApiSaveAgentProfile,
  MaterializeAgentProfileRequest,
  RenameProfileRequest,
  type ActivateAgentProfileResponse,
  type AgentProfileDetailResponse,
  type AgentProfileDiagnostics,
  type AgentProfileListResponse,
  type ProfileMutationResponse,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody, JsonObjectBody, OptionalJsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { ProfileName } from '../profiles/profile-name.decorator.js';
import type { Json } from '../settings/json.js';
import { AgentProfilesService } from './agent-profiles.service.js';

/** Agent profiles. */
@Controller(onAgentServer('api/agent-profiles'))
export class AgentProfilesController {
  constructor(private readonly profiles: AgentProfilesService) {}

  @Get()
  @ApiListAgentProfiles()
  list(): Promise<AgentProfileListResponse> {
    return this.profiles.list();
  }

  @Get(':name')
  @ApiGetAgentProfile()
  async get(@ProfileName() name: string): Promise<AgentProfileDetailResponse> {
    return { name, profile: { ...(await this.profiles.get(name)) } };
  }

  @Post(':name')
  @HttpCode(201)
  @ApiSaveAgentProfile()
  async save(@ProfileName() name: string, @JsonObjectBody() body: Json): Promise<ProfileMutationResponse> {
    await this.profiles.save(name, body);
    return { name, message: `Agent profile '${name}' saved` };
  }

  @Delete(':name')
  @ApiDeleteAgentProfile()
  async delete(@ProfileName() name: string): Promise<ProfileMutationResponse> {
    await this.profiles.delete(name);
    return { name, message: `Agent profile '${name}' deleted` };
  }

  @Post(':name/rename')
  @HttpCode(200)
  @ApiRenameAgentProfile()
  async rename(
    @ProfileName() name: string,
    @JsonBody(RenameProfileRequest) { new_name: newName }: RenameProfileRequest,
  ): Promise<ProfileMutationResponse> {
    await this.profiles.rename(name, newName);
    return { name: newName, message: `Agent profile '${name}' renamed to '${newName}'` };
  }

  @Post(':profile_id/activate')
  @HttpCode(200)
  @ApiActivateAgentProfile()
  async activate(@Param('profile_id') id: string): Promise<ActivateAgentProfileResponse> {
    await this.profiles.activate(id);
    return { id, message: `Agent profile '${id}' activated`, agent_settings_applied: false };
  }

  @Post(':name/materialize')
  @HttpCode(200)
  @ApiMaterializeAgentProfile()
  materialize(
    @ProfileName() name: string,
    @OptionalJsonBody(MaterializeAgentProfileRequest) { profile = null }: MaterializeAgentProfileRequest,
  ): Promise<AgentProfileDiagnostics> {
    return this.profiles.materialize(name, profile);
  }
}
