import { Controller, Get } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import {
  ApiListTools,
  ApiToolCatalog,
  type ToolCatalogEntry,
  type ToolCatalogResponse,
} from '@openhands-nest/contracts/agent-server';
import { ToolName } from '@openhands-nest/contracts/vocabulary';
import { onAgentServer } from '../../surfaces.js';

/** The tools that agents can be given; `think` and `finish` every agent has. */
const CATALOG: readonly ToolCatalogEntry[] = [
  entry(ToolName.Terminal, 'Runs commands in a shell that stays open.', true),
  entry(ToolName.FileEditor, 'Shows, creates and changes files.', true),
  entry(ToolName.TaskTracker, 'Keeps a list of what is to be done.', true),
  entry(ToolName.Glob, 'Finds files by their names.', false),
  entry(ToolName.Grep, 'Finds files by their contents.', false),
];

/** What agents here can do. */
@Controller(onAgentServer('api/tools'))
export class ToolsController {
  // Nest takes one slash off the end, and the path has one.
  @Get('//')
  @ApiListTools()
  list(): string[] {
    return CATALOG.map(({ name }) => name);
  }

  @Get()
  @ApiExcludeEndpoint()
  listWithoutSlash(): string[] {
    return this.list();
  }

  @Get('catalog')
  @ApiToolCatalog()
  catalog(): ToolCatalogResponse {
    return { tools: [...CATALOG] };
  }
}

function entry(name: ToolName, description: string, isUsual: boolean): ToolCatalogEntry {
  return { name, description, user_selectable: true, usable: true, in_default_set: isUsual };
}
