import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  AddWorkspaceParentsRequest,
  AddWorkspacesRequest,
  ApiAddWorkspaceParents,
  ApiAddWorkspaces,
  ApiDeleteWorkspace,
  ApiDeleteWorkspaceParent,
  ApiListWorkspaces,
  WorkspacePathQuery,
  type DeletedResponse,
  type WorkspacesListResponse,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { QueryOf } from '../../http/query.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { SavedWorkspacesService } from './saved-workspaces.service.js';

/** Directories that were remembered. */
@Controller(onAgentServer('api/workspaces'))
export class SavedWorkspacesController {
  constructor(private readonly workspaces: SavedWorkspacesService) {}

  @Get()
  @ApiListWorkspaces()
  list(): Promise<WorkspacesListResponse> {
    return this.workspaces.list();
  }

  @Post()
  @HttpCode(200)
  @ApiAddWorkspaces()
  add(@JsonBody(AddWorkspacesRequest) { workspaces }: AddWorkspacesRequest): Promise<WorkspacesListResponse> {
    return this.workspaces.add(workspaces);
  }

  @Delete()
  @ApiDeleteWorkspace()
  async delete(@QueryOf(WorkspacePathQuery) { path }: WorkspacePathQuery): Promise<DeletedResponse> {
    await this.workspaces.delete(path);
    return { deleted: true };
  }

  @Post('parents')
  @HttpCode(200)
  @ApiAddWorkspaceParents()
  addParents(
    @JsonBody(AddWorkspaceParentsRequest) { parents }: AddWorkspaceParentsRequest,
  ): Promise<WorkspacesListResponse> {
    return this.workspaces.addParents(parents);
  }

  @Delete('parents')
  @ApiDeleteWorkspaceParent()
  async deleteParent(@QueryOf(WorkspacePathQuery) { path }: WorkspacePathQuery): Promise<DeletedResponse> {
    await this.workspaces.deleteParent(path);
    return { deleted: true };
  }
}
