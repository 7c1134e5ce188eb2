import { anyObject, Field, listOf, Model, Operation, ref } from '@openhands-nest/contracts/schema';

@Model()
export class InstalledCanvasExtensionsListResponse {
  @Field(listOf(anyObject())) readonly canvas_extensions!: Record<string, unknown>[];
}

/** GET /api/canvas-extensions/installed */
export function ApiListCanvasExtensions(): MethodDecorator {
  return Operation({
    id: 'list_installed_canvas_extensions_api_canvas_extensions_installed_get',
    summary: 'List Installed Canvas Extensions',
    description: 'None: this server does not install extensions of the GUI.',
    tags: ['Canvas Extensions'],
    answers: { 200: ref(InstalledCanvasExtensionsListResponse) },
  });
}
