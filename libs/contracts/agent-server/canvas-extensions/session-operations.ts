import { Field, Model, Operation, ref, text } from '@openhands-nest/contracts/schema';
import { CANVAS_EXTENSION_NAME } from './manifest.js';

const TAGS = ['Canvas App Backends'];
const EXTENSION = { extension_name: CANVAS_EXTENSION_NAME };

/** Where a page finds the program of an extension, and for how long. */
@Model()
export class AppBackendSessionResponse {
  /** To be shown in a frame; holds no key. */
  @Field(text()) readonly ingress_url!: string;
  @Field(text({ format: 'date-time' })) readonly expires_at!: string;
  /** Value of the frame's `sandbox`. */
  @Field(text({ default: 'allow-forms allow-modals allow-popups allow-same-origin allow-scripts' }))
  readonly iframe_sandbox!: string;
}

/** POST /app-backends/{extension_name}/session */
export function ApiCreateAppSession(): MethodDecorator {
  return Operation({
    id: 'create_app_backend_session_endpoint_app_backends__extension_name__session_post',
    summary: 'Create App Backend Session Endpoint',
    description:
      'Let the browser use the program of an extension for five minutes, by a cookie. Asked by a page of the GUI, at the origin of the programs.',
    tags: TAGS,
    path: EXTENSION,
    answers: {
      200: ref(AppBackendSessionResponse),
      401: 'Missing or invalid X-Session-API-Key header',
      403: 'The page may not do this',
      409: 'The page has the same origin as the programs',
      503: 'The program is not ready, or nobody has said where browsers reach it',
    },
  });
}

/** DELETE /app-backends/{extension_name}/session */
export function ApiDeleteAppSession(): MethodDecorator {
  return Operation({
    id: 'delete_app_backend_session_endpoint_app_backends__extension_name__session_delete',
    summary: 'Delete App Backend Session Endpoint',
    description: 'End the session of the browser.',
    tags: TAGS,
    path: EXTENSION,
    answers: {
      204: 'The session has ended and the cookie is gone',
      401: 'Missing or invalid X-Session-API-Key header',
      403: 'The page may not do this',
      503: 'Nobody has said where browsers reach the programs',
    },
  });
}
