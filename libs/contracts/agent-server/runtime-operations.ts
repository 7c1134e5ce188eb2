import { enumModel, Field, flag, mapOf, Model, nullable, Operation, ref, text } from '@openhands-nest/contracts/schema';
import { inScope, type OperationScope } from './operation-scope.js';

/** Whether what a conversation runs in can be used. */
export const RuntimeAvailability = {
  Available: 'available',
  Starting: 'starting',
  Missing: 'missing',
  OwnershipLost: 'ownership_lost',
  Error: 'error',
} as const;
export type RuntimeAvailability = (typeof RuntimeAvailability)[keyof typeof RuntimeAvailability];

export const RuntimeAvailabilityModel = enumModel('ConversationRuntimeStatus', RuntimeAvailability);

@Model()
export class ConversationRuntimeError {
  @Field(text()) readonly code!: string;
  @Field(text()) readonly message!: string;
}

@Model()
export class ConversationRuntimeInfo {
  @Field(ref(RuntimeAvailabilityModel)) readonly runtime_status!: RuntimeAvailability;
  @Field(flag()) readonly can_resume!: boolean;
  @Field(nullable(ref(ConversationRuntimeError))) readonly runtime_error!: ConversationRuntimeError | null;
}

@Model()
export class VSCodeUrlQuery {
  @Field(nullable(text(), { description: 'Origin under which the editor is reached' })) readonly base_url?:
    string | null;
  @Field(nullable(text(), { description: 'Directory that the editor opens' })) readonly workspace_dir?: string | null;
}

@Model()
export class VSCodeUrlResponse {
  @Field(nullable(text()), { required: true }) readonly url!: string | null;
}

const CONVERSATION = { conversation_id: text({ format: 'uuid' }) };
const CONVERSATIONS = ['Conversations'];
const NOT_FOUND = 'Item not found';
const EDITOR = ['VSCode'];

/** GET /api/conversations/{conversation_id}/runtime */
export function ApiGetConversationRuntime(): MethodDecorator {
  return Operation({
    id: 'get_local_conversation_runtime_api_conversations__conversation_id__runtime_get',
    summary: 'Get Local Conversation Runtime',
    description: 'Whether the workspace of a conversation can be used.',
    tags: CONVERSATIONS,
    path: CONVERSATION,
    answers: { 200: ref(ConversationRuntimeInfo), 404: NOT_FOUND },
  });
}

/** POST /api/conversations/{conversation_id}/runtime/reprovision */
export function ApiReprovisionConversationRuntime(): MethodDecorator {
  return Operation({
    id: 'reprovision_local_conversation_runtime_api_conversations__conversation_id__runtime_reprovision_post',
    summary: 'Reprovision Local Conversation Runtime',
    description: 'Set the workspace of a conversation up again when that has failed, and say where it stands.',
    tags: CONVERSATIONS,
    path: CONVERSATION,
    answers: { 200: ref(ConversationRuntimeInfo), 404: NOT_FOUND },
  });
}

/** GET /api/vscode/url */
export function ApiVSCodeUrl(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: scope === 'server' ? 'get_vscode_url_api_vscode_url_get' : 'get_runtime_vscode_url_api_vscode_url_get',
    summary: 'Get Vscode Url',
    tags: EDITOR,
    query: VSCodeUrlQuery,
    answers: { 200: ref(VSCodeUrlResponse), 503: 'There is no editor' },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/vscode/status */
export function ApiVSCodeStatus(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'get_vscode_status_api_vscode_status_get',
    summary: 'Get Vscode Status',
    tags: EDITOR,
    answers: { 200: mapOf({ anyOf: [flag(), text()] }, { title: 'Response Get Vscode Status' }) },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/desktop/url */
export function ApiDesktopUrl(): MethodDecorator {
  return Operation({
    id: 'get_desktop_url_api_desktop_url_get',
    summary: 'Get Desktop Url',
    tags: ['Desktop'],
    answers: { 200: ref(VSCodeUrlResponse), 503: 'There is no desktop' },
  });
}
