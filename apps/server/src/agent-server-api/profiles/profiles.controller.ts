import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiActivateProfile,
  ApiDeleteProfile,
  ApiGetProfile,
  ApiListProfiles,
  ApiRenameProfile,
  ApiSaveProfile,
  ApiValidateProfile,
  RenameProfileRequest,
  SaveProfileRequest,
  ValidateProfileRequest,
  type ActivateProfileResponse,
  type ProfileDetailResponse,
  type ProfileListResponse,
  type ProfileMutationResponse,
  type ValidateProfileResponse,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { SecretExposure, type Exposure } from '../settings/exposure.js';
import { ModelProbe } from './model-probe.service.js';
import { ProfileName } from './profile-name.decorator.js';
import { ProfilesService } from './profiles.service.js';

/** LLM profiles. */
@Controller(onAgentServer('api/profiles'))
export class ProfilesController {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly probe: ModelProbe,
  ) {}

  @Get()
  @ApiListProfiles()
  list(): Promise<ProfileListResponse> {
    return this.profiles.list();
  }

  @Get(':name')
  @ApiGetProfile()
  get(@ProfileName() name: string, @SecretExposure() exposure: Exposure): Promise<ProfileDetailResponse> {
    return this.profiles.get(name, exposure);
  }

  @Post(':name')
  @HttpCode(201)
  @ApiSaveProfile()
  async save(
    @ProfileName() name: string,
    @JsonBody(SaveProfileRequest) request: SaveProfileRequest,
  ): Promise<ProfileMutationResponse> {
    await this.profiles.save(name, request);
    return { name, message: `Profile '${name}' saved` };
  }

  @Delete(':name')
  @ApiDeleteProfile()
  async delete(@ProfileName() name: string): Promise<ProfileMutationResponse> {
    await this.profiles.delete(name);
    return { name, message: `Profile '${name}' deleted` };
  }

  @Post(':name/rename')
  @HttpCode(200)
  @ApiRenameProfile()
  async rename(
    @ProfileName() name: string,
    @JsonBody(RenameProfileRequest) { new_name: newName }: RenameProfileRequest,
  ): Promise<ProfileMutationResponse> {
    await this.profiles.rename(name, newName);
    return { name: newName, message: `Profile '${name}' renamed to '${newName}'` };
  }

  @Post(':name/activate')
  @HttpCode(200)
  @ApiActivateProfile()
  async activate(@ProfileName() name: string): Promise<ActivateProfileResponse> {
    await this.profiles.activate(name);
    return { name, message: `Profile '${name}' activated and applied to current settings`, llm_applied: true };
  }

  @Post(':name/validate')
  @HttpCode(200)
  @ApiValidateProfile()
  validate(
    @ProfileName() name: string,
    @JsonBody(ValidateProfileRequest) { llm }: ValidateProfileRequest,
  ): Promise<ValidateProfileResponse> {
    return this.probe.validate(name, llm);
  }
}
