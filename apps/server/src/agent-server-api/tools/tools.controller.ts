import { Controller, Get } from '@nestjs/common';
import {
  ApiListTools,
  ApiToolCatalog,
  type ToolCatalogEntry,
  type ToolCatalogResponse,
} from '@openhands-nest/contracts/agent-server';
import { HiddenOperation } from '@openhands-nest/contracts/schema';
import { ToolName, ToolSetName } from '@openhands-nest/contracts/vocabulary';
import { onAgentServer } from '../../surfaces.js';
import { usableTools } from './usable-tools.js';

/** The tools that agents can be given; `think` and `finish` every agent has. */
const CATALOG: readonly ToolCatalogEntry[] = [
  entry(ToolName.Terminal, 'Runs commands in a shell that stays open.', true),
  entry(ToolName.FileEditor, 'Shows, creates and changes files.', true),
  entry(ToolName.TaskTracker, 'Keeps a list of what is to be done.', true),
  entry(ToolName.Glob, 'Finds files by their names.', false),
  entry(ToolName.Grep, 'Finds files by their contents.', false),
  entry(ToolName.BrowserToolSet, 'Uses the web: opens pages, clicks, types and reads.', false),
  special(ToolName.ReadFile, 'Reads a file in parts.'),
  special(ToolName.WriteFile, 'Writes whole files.'),
  special(ToolName.Edit, 'Replaces text in files.'),
  special(ToolName.ListDirectory, 'Lists directories.'),
  special(ToolName.ApplyPatch, 'Changes several files by one patch.'),
  special(ToolName.PlanningFileEditor, 'Shows files and writes a plan.'),
  entry(ToolName.SwitchLlm, 'Lets the agent change to the model of another profile.', true),
  special(ToolName.RouteTask, 'Finds the model for a task by a meta-profile.'),
  special(ToolName.AskOracle, 'Asks the model of the profile "oracle" for advice.'),
  special(ToolName.StartChildConversation, 'Starts conversations on tasks of their own.'),
  entry(ToolSetName.Task, 'Gives parts of the work to other agents.', false),
];

/** What agents here can do. */
@Controller(onAgentServer('api/tools'))
export class ToolsController {
  // Nest takes one slash off the end, and the path has one.
  @Get('//')
  @ApiListTools()
  list(): string[] {
    return catalog().flatMap(({ name, usable }) => (usable ? [name] : []));
  }

  @Get()
  @HiddenOperation()
  listWithoutSlash(): string[] {
    return this.list();
  }

  @Get('catalog')
  @ApiToolCatalog()
  catalog(): ToolCatalogResponse {
    return { tools: catalog() };
  }
}

function entry(name: ToolName | ToolSetName, description: string, isUsual: boolean): ToolCatalogEntry {
  return { name, description, user_selectable: true, usable: true, in_default_set: isUsual };
}

/** For agents of a certain make; people do not choose it. */
function special(name: ToolName, description: string): ToolCatalogEntry {
  return { ...entry(name, description, false), user_selectable: false };
}

function catalog(): ToolCatalogEntry[] {
  const usable: readonly string[] = usableTools();
  return CATALOG.map((tool) => ({ ...tool, usable: usable.includes(tool.name) }));
}
