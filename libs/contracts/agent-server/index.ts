export { SendMessageRequest } from './send-message-request.js';
export { ANY_EVENT, EventPage } from './event-page.js';
export { EventCountQuery, EventSearchQuery, EventSortOrder, EventSortOrderModel } from './event-query.js';
export { ServerInfo, ServerStatus } from './server-info.js';
export {
  ApiCountEvents,
  ApiGetEvent,
  ApiInterruptConversation,
  ApiPauseConversation,
  ApiRunConversation,
  ApiSearchEvents,
  ApiSendMessage,
} from './operations.js';
export { ApiAlive, ApiHealth, ApiReady, ApiServerInfo } from './server-operations.js';
export { agentServerDocumentBuilder } from './document-builder.js';
export { PLANNED_OPERATIONS } from './planned-operations.js';
