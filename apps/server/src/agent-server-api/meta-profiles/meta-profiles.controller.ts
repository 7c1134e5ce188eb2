import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiDeleteMetaProfile,
  ApiGetMetaProfile,
  ApiListMetaProfiles,
  ApiSaveMetaProfile,
  MetaProfile,
  type MetaProfileDetailResponse,
  type MetaProfileListResponse,
  type MetaProfileMutationResponse,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { ProfileName } from '../profiles/profile-name.decorator.js';
import { MetaProfilesService } from './meta-profiles.service.js';

/** Meta-profiles are kept; none can be active, since agents here do not choose among models by themselves. */
@Controller(onAgentServer('api/meta-profiles'))
export class MetaProfilesController {
  constructor(private readonly profiles: MetaProfilesService) {}

  @Get()
  @ApiListMetaProfiles()
  async list(): Promise<MetaProfileListResponse> {
    return { meta_profiles: await this.profiles.list(), active_meta_profile: null };
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
}
