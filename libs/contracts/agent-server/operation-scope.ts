import { text, type OperationDescription } from '@openhands-nest/contracts/schema';

/** Whether an operation acts on the server's machine, or in the directory of one conversation. */
export type OperationScope = 'server' | 'conversation';

const CONVERSATION = { runtime_conversation_id: text({ format: 'uuid' }) };
const OUTSIDE = 'Conversation not found';

/** The operation as it is in its scope: those of conversations lie below `/api/conversations/{runtime_conversation_id}`. */
export function inScope(operation: OperationDescription, scope: OperationScope): OperationDescription {
  if (scope === 'server') return operation;
  return {
    ...operation,
    id: operation.id.replace('_api_', '_api_conversations__runtime_conversation_id__'),
    path: { ...operation.path, ...CONVERSATION },
    answers: { 404: OUTSIDE, ...operation.answers },
  };
}
