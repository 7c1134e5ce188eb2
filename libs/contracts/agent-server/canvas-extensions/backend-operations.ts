import { Operation, ref } from '@openhands-nest/contracts/schema';
import { BackendLogs, BackendLogsQuery, BackendRevisionRequest, BackendStatus } from './backend-models.js';
import { CANVAS_EXTENSION_NAME } from './manifest.js';

const TAGS = ['Canvas Extensions'];
const EXTENSION = { extension_name: CANVAS_EXTENSION_NAME };

/** GET /api/canvas-extensions/installed/{extension_name}/backend */
export function ApiGetBackendStatus(): MethodDecorator {
  return Operation({
    id: 'get_canvas_extension_backend_status_endpoint_api_canvas_extensions_installed__extension_name__backend_get',
    summary: 'Get Canvas Extension Backend Status Endpoint',
    description: 'How the program of an extension is. One that works is asked whether it is well.',
    tags: TAGS,
    path: EXTENSION,
    answers: { 200: ref(BackendStatus) },
  });
}

/** POST /api/canvas-extensions/installed/{extension_name}/backend/prepare */
export function ApiPrepareBackend(): MethodDecorator {
  return Operation({
    id: 'prepare_canvas_extension_backend_endpoint_api_canvas_extensions_installed__extension_name__backend_prepare_post',
    summary: 'Prepare Canvas Extension Backend Endpoint',
    description:
      'Agree to the program of exactly this revision: its archive is fetched, compared with its hash and unpacked.',
    tags: TAGS,
    path: EXTENSION,
    body: BackendRevisionRequest,
    answers: {
      200: ref(BackendStatus),
      409: 'Another revision is installed, or its archive cannot be had as it should be',
    },
  });
}

/** POST /api/canvas-extensions/installed/{extension_name}/backend/start */
export function ApiStartBackend(): MethodDecorator {
  return Operation({
    id: 'start_canvas_extension_backend_endpoint_api_canvas_extensions_installed__extension_name__backend_start_post',
    summary: 'Start Canvas Extension Backend Endpoint',
    description: 'Start the program of a prepared revision, and wait until it is ready or has failed.',
    tags: TAGS,
    path: EXTENSION,
    body: BackendRevisionRequest,
    answers: { 200: ref(BackendStatus), 409: 'The revision is not prepared, or another one works' },
  });
}

/** POST /api/canvas-extensions/installed/{extension_name}/backend/stop */
export function ApiStopBackend(): MethodDecorator {
  return Operation({
    id: 'stop_canvas_extension_backend_endpoint_api_canvas_extensions_installed__extension_name__backend_stop_post',
    summary: 'Stop Canvas Extension Backend Endpoint',
    description: 'End the program and all that it started. Without any, nothing happens.',
    tags: TAGS,
    path: EXTENSION,
    answers: { 200: ref(BackendStatus) },
  });
}

/** GET /api/canvas-extensions/installed/{extension_name}/backend/logs */
export function ApiGetBackendLogs(): MethodDecorator {
  return Operation({
    id: 'get_canvas_extension_backend_logs_endpoint_api_canvas_extensions_installed__extension_name__backend_logs_get',
    summary: 'Get Canvas Extension Backend Logs Endpoint',
    description: 'The end of what the program wrote to both of its outputs.',
    tags: TAGS,
    path: EXTENSION,
    query: BackendLogsQuery,
    answers: { 200: ref(BackendLogs) },
  });
}

/** DELETE /api/canvas-extensions/installed/{extension_name}/backend/data */
export function ApiDeleteBackendData(): MethodDecorator {
  return Operation({
    id: 'delete_canvas_extension_backend_data_endpoint_api_canvas_extensions_installed__extension_name__backend_data_delete',
    summary: 'Delete Canvas Extension Backend Data Endpoint',
    description: 'Delete what the program kept. That outlives the extension otherwise.',
    tags: TAGS,
    path: EXTENSION,
    answers: { 200: ref(BackendStatus), 409: 'The program works' },
  });
}
