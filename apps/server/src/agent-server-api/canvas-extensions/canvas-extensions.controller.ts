import { Controller, Delete, Get, HttpCode, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  ApiGetCanvasExtension,
  ApiGetCanvasExtensionBundle,
  ApiGetCanvasExtensionIcon,
  ApiInstallCanvasExtension,
  ApiListCanvasExtensions,
  ApiSetCanvasExtensionEnabled,
  ApiUninstallCanvasExtension,
  InstallCanvasExtensionRequest,
  UpdateCanvasExtensionStateRequest,
  type InstalledCanvasExtensionResponse,
  type InstalledCanvasExtensionsListResponse,
  type UninstallCanvasExtensionResponse,
  type UpdateCanvasExtensionStateResponse,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { contentTypeOf } from '../../http/files/content-type.js';
import { sendFile } from '../../http/files/send-file.js';
import { onAgentServer } from '../../surfaces.js';
import { CanvasExtensionName } from './canvas-extension-name.decorator.js';
import { CanvasExtensions } from './canvas-extensions.service.js';

/** Opened by itself, a file of an extension runs no script with the server's origin. */
const SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Extensions that add pages to the GUI. */
@Controller(onAgentServer('api/canvas-extensions'))
export class CanvasExtensionsController {
  constructor(private readonly extensions: CanvasExtensions) {}

  @Post('install')
  @HttpCode(200)
  @ApiInstallCanvasExtension()
  install(
    @JsonBody(InstallCanvasExtensionRequest)
    { source, ref, repo_path: repoPath, force }: InstallCanvasExtensionRequest,
  ): Promise<InstalledCanvasExtensionResponse> {
    return this.extensions.install({ source, ref: ref ?? null, repoPath: repoPath ?? null }, force);
  }

  @Get('installed')
  @ApiListCanvasExtensions()
  async list(): Promise<InstalledCanvasExtensionsListResponse> {
    return { canvas_extensions: await this.extensions.list() };
  }

  @Get('installed/:extension_name')
  @ApiGetCanvasExtension()
  get(@CanvasExtensionName() name: string): Promise<InstalledCanvasExtensionResponse> {
    return this.extensions.get(name);
  }

  @Patch('installed/:extension_name')
  @ApiSetCanvasExtensionEnabled()
  async setEnabled(
    @CanvasExtensionName() name: string,
    @JsonBody(UpdateCanvasExtensionStateRequest) { enabled }: UpdateCanvasExtensionStateRequest,
  ): Promise<UpdateCanvasExtensionStateResponse> {
    await this.extensions.setEnabled(name, enabled);
    return { name, enabled };
  }

  @Delete('installed/:extension_name')
  @ApiUninstallCanvasExtension()
  async uninstall(@CanvasExtensionName() name: string): Promise<UninstallCanvasExtensionResponse> {
    await this.extensions.uninstall(name);
    return { message: `Canvas extension '${name}' uninstalled` };
  }

  @Get('installed/:extension_name/bundle')
  @ApiGetCanvasExtensionBundle()
  async bundle(
    @CanvasExtensionName() name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.extensions.openBundle(name);
    await sendFile(request, guarded(reply, contentTypeOf(file.path)), file);
  }

  @Get('installed/:extension_name/icon')
  @ApiGetCanvasExtensionIcon()
  async icon(
    @CanvasExtensionName() name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.extensions.openIcon(name);
    await sendFile(request, guarded(reply, 'image/svg+xml'), file);
  }
}

/** Always asked for again, so that nobody sees a version that was replaced. */
function guarded(reply: FastifyReply, contentType: string): FastifyReply {
  return reply
    .type(contentType)
    .header('cache-control', 'no-cache')
    .header('content-security-policy', SANDBOX)
    .header('x-content-type-options', 'nosniff');
}
