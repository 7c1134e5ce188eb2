import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiActivateMetaProfile,
  ApiDeleteMetaProfile,
  ApiGetMetaProfile,
  ApiListMetaProfiles,
  ApiSaveMetaProfile,
  MetaProfile,
  type ActivateMetaProfileResponse,
  type MetaProfileDetailResponse,
  type MetaProfileListResponse,
  type MetaProfileMutationResponse,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { ProfileName } from '../profiles/profile-name.decorator.js';
import { MetaProfilesService } from './meta-profiles.service.js';

/** Rules by which agents find the model for a task. */
@Controller(onAgentServer('api/meta-profiles'))
export class MetaProfilesController {
  constructor(private readonly profiles: MetaProfilesService) {}

  @Get()
  @ApiListMetaProfiles()
  async list(): Promise<MetaProfileListResponse> {
    return { meta_profiles: await this.profiles.list(), active_meta_profile: await this.profiles.active() };
  }

  @Get(':name')
  @ApiGetMetaProfile()
  async get(@ProfileName() name: string): Promise<MetaProfileDetailResponse> {
    return { name, config: await this.profiles.get(name) };
  }

  @Post(':name')
  @HttpCode(201)
  @ApiSaveMetaProfile()
  async save(
    @ProfileName() name: string,
    @JsonBody(MetaProfile) profile: MetaProfile,
  ): Promise<MetaProfileMutationResponse> {
    await this.profiles.save(name, profile);
    return { name, message: `Meta-profile '${name}' saved` };
  }

  @Delete(':name')
  @ApiDeleteMetaProfile()
  async delete(@ProfileName() name: string): Promise<MetaProfileMutationResponse> {
    await this.profiles.delete(name);
    return { name, message: `Meta-profile '${name}' deleted` };
  }

  @Post(':name/activate')
  @HttpCode(200)
  @ApiActivateMetaProfile()
  async activate(@ProfileName() name: string): Promise<ActivateMetaProfileResponse> {
    const applied = await this.profiles.activate(name);
    const message = applied
      ? `Meta-profile '${name}' activated`
      : `Meta-profile '${name}' was not activated: the settings name an agent that chooses its model itself`;
    return { name, message, applied };
  }
}
