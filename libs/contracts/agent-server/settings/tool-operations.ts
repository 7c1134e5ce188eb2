import { listOf, Operation, ref, text } from '@openhands-nest/contracts/schema';
import { ToolCatalogResponse } from './tool-catalog.js';

const TAGS = ['Tools'];

/** GET /api/tools/ */
export function ApiListTools(): MethodDecorator {
  return Operation({
    id: 'list_available_tools_api_tools__get',
    summary: 'List Available Tools',
    description: 'Names of the tools that agents here can have.',
    tags: TAGS,
    answers: { 200: listOf(text()) },
  });
}

/** GET /api/tools/catalog */
export function ApiToolCatalog(): MethodDecorator {
  return Operation({
    id: 'get_tool_catalog_api_tools_catalog_get',
    summary: 'Get Tool Catalog',
    description: 'The same tools, with what a person needs to choose.',
    tags: TAGS,
    answers: { 200: ref(ToolCatalogResponse) },
  });
}
