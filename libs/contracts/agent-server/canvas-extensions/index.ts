export {
  BACKEND_PLATFORMS,
  CanvasExtensionBackend,
  CanvasExtensionBackendArtifact,
  CanvasExtensionBackendHealth,
  type BackendPlatform,
} from './backend-manifest.js';
export {
  CANVAS_EXTENSION_NAME,
  CanvasExtensionContributes,
  CanvasExtensionManifest,
  CanvasExtensionPage,
} from './manifest.js';
export {
  InstallCanvasExtensionRequest,
  InstalledCanvasExtensionResponse,
  InstalledCanvasExtensionsListResponse,
  UninstallCanvasExtensionResponse,
  UpdateCanvasExtensionStateRequest,
  UpdateCanvasExtensionStateResponse,
} from './models.js';
export {
  ApiGetCanvasExtension,
  ApiGetCanvasExtensionBundle,
  ApiGetCanvasExtensionIcon,
  ApiInstallCanvasExtension,
  ApiListCanvasExtensions,
  ApiSetCanvasExtensionEnabled,
  ApiUninstallCanvasExtension,
} from './operations.js';
export {
  BackendLogs,
  BackendLogsQuery,
  BackendRevisionRequest,
  BackendStatus,
  type BackendState,
} from './backend-models.js';
export {
  ApiDeleteBackendData,
  ApiGetBackendLogs,
  ApiGetBackendStatus,
  ApiPrepareBackend,
  ApiStartBackend,
  ApiStopBackend,
} from './backend-operations.js';
export { ApiCreateAppSession, ApiDeleteAppSession, AppBackendSessionResponse } from './session-operations.js';
