import { integer, listOf, nullable, Operation, ref, Success, text } from '@openhands-nest/contracts/schema';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { ANY_EVENT, EventPage } from './event-page.js';
import { EventCountQuery, EventSearchQuery } from './event-query.js';
import { SendMessageRequest } from './send-message-request.js';

const CONVERSATION = { conversation_id: text({ format: 'uuid' }) };
const CONVERSATIONS = ['Conversations'];
const EVENTS = ['Events'];
const NOT_FOUND = 'Item not found';

/** Body of the request for several events. */
export const EVENT_IDS = listOf(text(), { title: 'Event Ids', maxItems: Limits.EVENTS_PAGE });

/** POST /api/conversations/{conversation_id}/events */
export function ApiSendMessage(): MethodDecorator {
  return Operation({
    id: 'send_message_api_conversations__conversation_id__events_post',
    summary: 'Send Message',
    description: 'Send a message to a conversation',
    tags: EVENTS,
    path: CONVERSATION,
    body: SendMessageRequest,
    answers: { 200: ref(Success) },
  });
}

/** POST /api/conversations/{conversation_id}/run */
export function ApiRunConversation(): MethodDecorator {
  return Operation({
    id: 'run_conversation_api_conversations__conversation_id__run_post',
    summary: 'Run Conversation',
    description: 'Start running the conversation in the background.',
    tags: CONVERSATIONS,
    path: CONVERSATION,
    answers: { 200: ref(Success), 404: NOT_FOUND, 409: 'Conversation is already running' },
  });
}

/** POST /api/conversations/{conversation_id}/pause */
export function ApiPauseConversation(): MethodDecorator {
  return Operation({
    id: 'pause_conversation_api_conversations__conversation_id__pause_post',
    summary: 'Pause Conversation',
    description: 'Let the agent finish its current step, then stop.',
    tags: CONVERSATIONS,
    path: CONVERSATION,
    answers: { 200: ref(Success), 404: NOT_FOUND },
  });
}

/** POST /api/conversations/{conversation_id}/interrupt */
export function ApiInterruptConversation(): MethodDecorator {
  return Operation({
    id: 'interrupt_conversation_api_conversations__conversation_id__interrupt_post',
    summary: 'Interrupt Conversation',
    description: 'Cancel the model call or commands in flight and stop at once.',
    tags: CONVERSATIONS,
    path: CONVERSATION,
    answers: { 200: ref(Success), 404: NOT_FOUND },
  });
}

/** GET /api/conversations/{conversation_id}/events/search */
export function ApiSearchEvents(): MethodDecorator {
  return Operation({
    id: 'search_conversation_events_api_conversations__conversation_id__events_search_get',
    summary: 'Search Conversation Events',
    description: 'One page of the events that meet all conditions, in the order of the log or backward.',
    tags: EVENTS,
    path: CONVERSATION,
    query: EventSearchQuery,
    answers: { 200: ref(EventPage), 404: NOT_FOUND },
  });
}

/** GET /api/conversations/{conversation_id}/events/count */
export function ApiCountEvents(): MethodDecorator {
  return Operation({
    id: 'count_conversation_events_api_conversations__conversation_id__events_count_get',
    summary: 'Count Conversation Events',
    description: 'How many events meet all conditions.',
    tags: EVENTS,
    path: CONVERSATION,
    query: EventCountQuery,
    answers: { 200: integer({ title: 'Event Count' }), 404: NOT_FOUND },
  });
}

/** GET /api/conversations/{conversation_id}/events/{event_id} */
export function ApiGetEvent(): MethodDecorator {
  return Operation({
    id: 'get_conversation_event_api_conversations__conversation_id__events__event_id__get',
    summary: 'Get Conversation Event',
    description: 'One event with all its members, nulls included.',
    tags: EVENTS,
    path: { ...CONVERSATION, event_id: text() },
    answers: { 200: ANY_EVENT, 404: NOT_FOUND },
  });
}

/** GET /api/conversations/{conversation_id}/events */
export function ApiBatchGetEvents(): MethodDecorator {
  return Operation({
    id: 'batch_get_conversation_events_api_conversations__conversation_id__events_get',
    summary: 'Batch Get Conversation Events',
    description: 'Events by their ids, which the body of the GET lists; null for each that does not exist.',
    tags: EVENTS,
    path: CONVERSATION,
    body: EVENT_IDS,
    answers: { 200: listOf(nullable(ANY_EVENT), { title: 'Response Batch Get Conversation Events' }), 404: NOT_FOUND },
  });
}
