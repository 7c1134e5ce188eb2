import { Operation, ref } from '@openhands-nest/contracts/schema';
import { ServerInfo, ServerStatus } from './server-info.js';

const TAGS = ['Server Details'];

/** GET /alive */
export function ApiAlive(): MethodDecorator {
  return Operation({ id: 'alive_alive_get', summary: 'Alive', tags: TAGS, answers: { 200: ref(ServerStatus) } });
}

/** GET /health */
export function ApiHealth(): MethodDecorator {
  return Operation({ id: 'health_health_get', summary: 'Health', tags: TAGS, answers: { 200: ref(ServerStatus) } });
}

/** GET /ready */
export function ApiReady(): MethodDecorator {
  return Operation({
    id: 'ready_ready_get',
    summary: 'Ready',
    tags: TAGS,
    answers: { 200: ref(ServerStatus), 503: 'Still starting' },
  });
}

/** GET / */
export function ApiRoot(): MethodDecorator {
  return Operation({
    id: 'get_server_info__get',
    summary: 'Get Server Info',
    tags: TAGS,
    answers: { 200: ref(ServerInfo) },
  });
}

/** GET /server_info */
export function ApiServerInfo(): MethodDecorator {
  return Operation({
    id: 'get_server_info_server_info_get',
    summary: 'Get Server Info',
    tags: TAGS,
    answers: { 200: ref(ServerInfo) },
  });
}
