import { Operation, ref } from '@openhands-nest/contracts/schema';
import { CANVAS_EXTENSION_NAME } from './manifest.js';
import {
  InstallCanvasExtensionRequest,
  InstalledCanvasExtensionResponse,
  InstalledCanvasExtensionsListResponse,
  UninstallCanvasExtensionResponse,
  UpdateCanvasExtensionStateRequest,
  UpdateCanvasExtensionStateResponse,
} from './models.js';

const TAGS = ['Canvas Extensions'];
const EXTENSION = { extension_name: CANVAS_EXTENSION_NAME };
const NOT_INSTALLED = 'Canvas extension not installed';

/** POST /api/canvas-extensions/install */
export function ApiInstallCanvasExtension(): MethodDecorator {
  return Operation({
    id: 'install_canvas_extension_endpoint_api_canvas_extensions_install_post',
    summary: 'Install Canvas Extension Endpoint',
    description:
      'Install an extension of the GUI from a repository or a folder of the server. A new one is not enabled yet.',
    tags: TAGS,
    body: InstallCanvasExtensionRequest,
    answers: {
      200: ref(InstalledCanvasExtensionResponse),
      400: 'The source cannot be read',
      409: 'Canvas extension already installed',
    },
  });
}

/** GET /api/canvas-extensions/installed */
export function ApiListCanvasExtensions(): MethodDecorator {
  return Operation({
    id: 'list_installed_canvas_extensions_endpoint_api_canvas_extensions_installed_get',
    summary: 'List Installed Canvas Extensions Endpoint',
    description: 'The extensions of the GUI that were installed, enabled or not.',
    tags: TAGS,
    answers: { 200: ref(InstalledCanvasExtensionsListResponse) },
  });
}

/** GET /api/canvas-extensions/installed/{extension_name} */
export function ApiGetCanvasExtension(): MethodDecorator {
  return Operation({
    id: 'get_installed_canvas_extension_endpoint_api_canvas_extensions_installed__extension_name__get',
    summary: 'Get Installed Canvas Extension Endpoint',
    description: 'One installed extension of the GUI.',
    tags: TAGS,
    path: EXTENSION,
    answers: { 200: ref(InstalledCanvasExtensionResponse), 404: NOT_INSTALLED },
  });
}

/** PATCH /api/canvas-extensions/installed/{extension_name} */
export function ApiSetCanvasExtensionEnabled(): MethodDecorator {
  return Operation({
    id: 'set_canvas_extension_enabled_endpoint_api_canvas_extensions_installed__extension_name__patch',
    summary: 'Set Canvas Extension Enabled Endpoint',
    description: 'Let the GUI load an installed extension, or not.',
    tags: TAGS,
    path: EXTENSION,
    body: UpdateCanvasExtensionStateRequest,
    answers: { 200: ref(UpdateCanvasExtensionStateResponse), 404: NOT_INSTALLED },
  });
}

/** DELETE /api/canvas-extensions/installed/{extension_name} */
export function ApiUninstallCanvasExtension(): MethodDecorator {
  return Operation({
    id: 'uninstall_canvas_extension_endpoint_api_canvas_extensions_installed__extension_name__delete',
    summary: 'Uninstall Canvas Extension Endpoint',
    description: 'Remove an installed extension of the GUI.',
    tags: TAGS,
    path: EXTENSION,
    answers: { 200: ref(UninstallCanvasExtensionResponse), 404: NOT_INSTALLED },
  });
}

/** GET /api/canvas-extensions/installed/{extension_name}/bundle */
export function ApiGetCanvasExtensionBundle(): MethodDecorator {
  return Operation({
    id: 'get_canvas_extension_bundle_endpoint_api_canvas_extensions_installed__extension_name__bundle_get',
    summary: 'Get Canvas Extension Bundle Endpoint',
    description: 'The script of an installed extension, as it lies on the disk now.',
    tags: TAGS,
    path: EXTENSION,
    answers: { 200: 'The script', 404: 'Canvas extension or its script not found' },
  });
}

/** GET /api/canvas-extensions/installed/{extension_name}/icon */
export function ApiGetCanvasExtensionIcon(): MethodDecorator {
  return Operation({
    id: 'get_canvas_extension_icon_endpoint_api_canvas_extensions_installed__extension_name__icon_get',
    summary: 'Get Canvas Extension Icon Endpoint',
    description: 'The icon of an installed extension, as SVG.',
    tags: TAGS,
    path: EXTENSION,
    answers: { 200: 'The icon', 404: 'Canvas extension or its icon not found' },
  });
}
