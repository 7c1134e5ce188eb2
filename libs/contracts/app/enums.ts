import { enumModel } from '@openhands-nest/contracts/schema';
import {
  ConversationStatus,
  ConversationTrigger,
  ProviderType,
  RuntimeStatus,
  TaskType,
} from '@openhands-nest/contracts/vocabulary';

/** The vocabulary as components of the document. */
export const ConversationStatusModel = enumModel('ConversationStatus', ConversationStatus);
export const ConversationTriggerModel = enumModel('ConversationTrigger', ConversationTrigger);
export const ProviderTypeModel = enumModel('ProviderType', ProviderType);
export const RuntimeStatusModel = enumModel('RuntimeStatus', RuntimeStatus);
export const TaskTypeModel = enumModel('TaskType', TaskType);
