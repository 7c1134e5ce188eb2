import { isAbsolute } from 'node:path';
import { Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { DiskFiles, projectPlugins, type Extensions, type Plugin } from '@openhands-nest/agent-extensions';
import {
  ApiFetchPlugin,
  ApiGetInstalledPlugin,
  ApiGetPlugins,
  ApiInstallPlugin,
  ApiListInstalledPlugins,
  ApiPluginsMarketplace,
  ApiRefreshPlugin,
  ApiSetPluginEnabled,
  ApiUninstallPlugin,
  FetchPluginRequest,
  InstallPluginRequest,
  PluginsRequest,
  UpdatePluginStateRequest,
  type FetchPluginResponse,
  type InstalledPluginResponse,
  type InstalledPluginsListResponse,
  type PluginsMarketplaceResponse,
  type PluginsResponse,
  type UninstallPluginResponse,
  type UpdatePluginResponse,
  type UpdatePluginStateResponse,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { EXTENSIONS } from '../../tokens.js';
import { ExtensionName } from '../extensions/extension-name.decorator.js';
import { installed, orProblem } from '../extensions/extension-problems.js';
import { MarketplaceListing } from '../extensions/marketplace-listing.service.js';
import { PluginFetch } from './plugin-fetch.service.js';
import { toInstalledPlugin, toPluginInfo } from './plugin-info.js';

/** Plugins: those that there are, those that were installed, and those that can be. */
@Controller(onAgentServer('api/plugins'))
export class PluginsController {
  constructor(
    @Inject(EXTENSIONS) private readonly extensions: Extensions,
    private readonly marketplaces: MarketplaceListing,
    private readonly fetching: PluginFetch,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiGetPlugins()
  async list(@JsonBody(PluginsRequest) request: PluginsRequest): Promise<PluginsResponse> {
    const { load_user: user, load_project: project, project_dir: directory } = request;
    const [own, ofProject] = await Promise.all([
      user ? this.extensions.userPlugins() : [],
      project && directory && isAbsolute(directory)
        ? projectPlugins(new DiskFiles(), directory, () => undefined)
        : ([] as Plugin[]),
    ]);
    const byName = new Map([...own, ...ofProject].map((plugin) => [plugin.name, plugin]));
    return { plugins: await Promise.all([...byName.values()].map(toPluginInfo)) };
  }

  @Post('fetch')
  @HttpCode(200)
  @ApiFetchPlugin()
  fetch(@JsonBody(FetchPluginRequest) request: FetchPluginRequest): Promise<FetchPluginResponse> {
    return this.fetching.fetch(request);
  }

  @Post('install')
  @HttpCode(200)
  @ApiInstallPlugin()
  async install(
    @JsonBody(InstallPluginRequest) { source, ref, repo_path: repoPath, force }: InstallPluginRequest,
  ): Promise<InstalledPluginResponse> {
    const query = { source, ref: ref ?? null, repoPath: repoPath ?? null };
    return toInstalledPlugin(await orProblem(this.extensions.plugins.install(query, { force })));
  }

  @Get('installed')
  @ApiListInstalledPlugins()
  async installed(): Promise<InstalledPluginsListResponse> {
    return { plugins: await Promise.all((await this.extensions.plugins.list()).map(toInstalledPlugin)) };
  }

  @Get('installed/:plugin_name')
  @ApiGetInstalledPlugin()
  async get(@ExtensionName('plugin_name') name: string): Promise<InstalledPluginResponse> {
    return toInstalledPlugin(installed(await this.extensions.plugins.find(name), 'Plugin', name));
  }

  @Patch('installed/:plugin_name')
  @ApiSetPluginEnabled()
  async setEnabled(
    @ExtensionName('plugin_name') name: string,
    @JsonBody(UpdatePluginStateRequest) { enabled }: UpdatePluginStateRequest,
  ): Promise<UpdatePluginStateResponse> {
    installed(await this.extensions.plugins.setEnabled(name, enabled), 'Plugin', name);
    return { name, enabled };
  }

  @Delete('installed/:plugin_name')
  @ApiUninstallPlugin()
  async uninstall(@ExtensionName('plugin_name') name: string): Promise<UninstallPluginResponse> {
    installed(await this.extensions.plugins.uninstall(name), 'Plugin', name);
    return { message: `Plugin '${name}' uninstalled` };
  }

  @Post('installed/:plugin_name/refresh')
  @HttpCode(200)
  @ApiRefreshPlugin()
  async refresh(@ExtensionName('plugin_name') name: string): Promise<UpdatePluginResponse> {
    const refreshed = installed(await orProblem(this.extensions.plugins.refresh(name)), 'Plugin', name);
    return { message: `Plugin '${name}' updated`, plugin: await toInstalledPlugin(refreshed) };
  }

  @Get('marketplace')
  @ApiPluginsMarketplace()
  async marketplace(): Promise<PluginsMarketplaceResponse> {
    return { plugins: await this.marketplaces.plugins() };
  }
}
