import { Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import type { Extensions } from '@openhands-nest/agent-extensions';
import {
  ApiGetInstalledSkill,
  ApiGetSkillCatalog,
  ApiGetSkills,
  ApiInstallSkill,
  ApiListInstalledSkills,
  ApiRefreshSkill,
  ApiSetSkillEnabled,
  ApiSkillsMarketplace,
  ApiSyncSkills,
  ApiUninstallSkill,
  InstallSkillRequest,
  SkillsRequest,
  UpdateSkillStateRequest,
  type InstalledSkillResponse,
  type InstalledSkillsListResponse,
  type SkillCatalogResponse,
  type SkillsMarketplaceResponse,
  type SkillsResponse,
  type SyncResponse,
  type UninstallSkillResponse,
  type UpdateSkillResponse,
  type UpdateSkillStateResponse,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { EXTENSIONS } from '../../tokens.js';
import { ExtensionName } from '../extensions/extension-name.decorator.js';
import { installed, orProblem } from '../extensions/extension-problems.js';
import { toInstalled } from '../extensions/installed-extension.js';
import { MarketplaceListing } from '../extensions/marketplace-listing.service.js';
import { SkillListing } from './skill-listing.service.js';

/** Skills: those that there are, those that were installed, and those that can be. */
@Controller(onAgentServer('api/skills'))
export class SkillsController {
  constructor(
    @Inject(EXTENSIONS) private readonly extensions: Extensions,
    private readonly listing: SkillListing,
    private readonly marketplaces: MarketplaceListing,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiGetSkills()
  list(@JsonBody(SkillsRequest) request: SkillsRequest): Promise<SkillsResponse> {
    return this.listing.list(request);
  }

  @Get('catalog')
  @ApiGetSkillCatalog()
  catalog(): Promise<SkillCatalogResponse> {
    return this.listing.catalog();
  }

  @Post('sync')
  @HttpCode(200)
  @ApiSyncSkills()
  async sync(): Promise<SyncResponse> {
    try {
      await this.extensions.public.sync();
      return { status: 'success', message: 'The public skills are up to date.' };
    } catch (error) {
      return { status: 'error', message: (error as Error).message };
    }
  }

  @Post('install')
  @HttpCode(200)
  @ApiInstallSkill()
  async install(
    @JsonBody(InstallSkillRequest) { source, ref, repo_path: repoPath, force }: InstallSkillRequest,
  ): Promise<InstalledSkillResponse> {
    const query = { source, ref: ref ?? null, repoPath: repoPath ?? null };
    return toInstalled(await orProblem(this.extensions.skills.install(query, { force })));
  }

  @Get('installed')
  @ApiListInstalledSkills()
  async installed(): Promise<InstalledSkillsListResponse> {
    return { skills: (await this.extensions.skills.list()).map(toInstalled) };
  }

  @Get('installed/:skill_name')
  @ApiGetInstalledSkill()
  async get(@ExtensionName('skill_name') name: string): Promise<InstalledSkillResponse> {
    return toInstalled(installed(await this.extensions.skills.find(name), 'Skill', name));
  }

  @Patch('installed/:skill_name')
  @ApiSetSkillEnabled()
  async setEnabled(
    @ExtensionName('skill_name') name: string,
    @JsonBody(UpdateSkillStateRequest) { enabled }: UpdateSkillStateRequest,
  ): Promise<UpdateSkillStateResponse> {
    installed(await this.extensions.skills.setEnabled(name, enabled), 'Skill', name);
    return { name, enabled };
  }

  @Delete('installed/:skill_name')
  @ApiUninstallSkill()
  async uninstall(@ExtensionName('skill_name') name: string): Promise<UninstallSkillResponse> {
    installed(await this.extensions.skills.uninstall(name), 'Skill', name);
    return { message: `Skill '${name}' uninstalled` };
  }

  @Post('installed/:skill_name/refresh')
  @HttpCode(200)
  @ApiRefreshSkill()
  async refresh(@ExtensionName('skill_name') name: string): Promise<UpdateSkillResponse> {
    const refreshed = installed(await orProblem(this.extensions.skills.refresh(name)), 'Skill', name);
    return { message: `Skill '${name}' updated`, skill: toInstalled(refreshed) };
  }

  @Get('marketplace')
  @ApiSkillsMarketplace()
  async marketplace(): Promise<SkillsMarketplaceResponse> {
    return { skills: await this.marketplaces.skills() };
  }
}
