import { integer, listOf, mapOf, nullable, Operation, ref, Success, text } from '@openhands-nest/contracts/schema';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { inScope, type OperationScope } from '../operation-scope.js';
import { BashEventSearchQuery } from './bash-event-query.js';
import { ANY_BASH_EVENT, BashCommand, BashEventPage, BashOutput } from './bash-events.js';
import { ExecuteBashRequest } from './execute-bash-request.js';

const TAGS = ['Bash'];
const NOT_FOUND = 'Item not found';

/** Body of a batch: ids of events. */
export const BASH_EVENT_IDS = listOf(text(), { title: 'Event Ids', maxItems: Limits.EVENTS_PAGE });

/** POST /api/bash/start_bash_command */
export function ApiStartBashCommand(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'start_bash_command_api_bash_start_bash_command_post',
    summary: 'Start Bash Command',
    description: 'Run a command in the background; its outputs are events.',
    tags: TAGS,
    body: ExecuteBashRequest,
    answers: { 200: ref(BashCommand) },
  };
  return Operation(inScope(operation, scope));
}

/** POST /api/bash/execute_bash_command */
export function ApiExecuteBashCommand(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'execute_bash_command_api_bash_execute_bash_command_post',
    summary: 'Execute Bash Command',
    description: 'Run a command, and answer with all of its output when it has ended.',
    tags: TAGS,
    body: ExecuteBashRequest,
    answers: { 200: ref(BashOutput) },
  };
  return Operation(inScope(operation, scope));
}

/** POST /api/bash/bash_commands/{command_id}/stop */
export function ApiStopBashCommand(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'stop_bash_command_api_bash_bash_commands__command_id__stop_post',
    summary: 'Stop Bash Command',
    description: 'End a command and all that it started. One that has ended already counts as stopped.',
    tags: TAGS,
    path: { command_id: text({ format: 'uuid' }) },
    answers: { 200: ref(Success), 404: NOT_FOUND },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/bash/bash_events/search */
export function ApiSearchBashEvents(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'search_bash_events_api_bash_bash_events_search_get',
    summary: 'Search Bash Events',
    description: 'One page of the commands and outputs that meet all conditions.',
    tags: TAGS,
    query: BashEventSearchQuery,
    answers: { 200: ref(BashEventPage) },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/bash/bash_events/{event_id} */
export function ApiGetBashEvent(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'get_bash_event_api_bash_bash_events__event_id__get',
    summary: 'Get Bash Event',
    description: 'One command or output by the 32 hex digits of its id.',
    tags: TAGS,
    path: { event_id: text() },
    answers: { 200: ANY_BASH_EVENT, 404: NOT_FOUND },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/bash/bash_events/ */
export function ApiBatchGetBashEvents(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'batch_get_bash_events_api_bash_bash_events__get',
    summary: 'Batch Get Bash Events',
    description: 'Events by their ids, null for each that does not exist.',
    tags: TAGS,
    body: BASH_EVENT_IDS,
    answers: { 200: listOf(nullable(ANY_BASH_EVENT), { title: 'Response Batch Get Bash Events' }) },
  };
  return Operation(inScope(operation, scope));
}

/** DELETE /api/bash/bash_events */
export function ApiClearBashEvents(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'clear_all_bash_events_api_bash_bash_events_delete',
    summary: 'Clear All Bash Events',
    description: 'Forget all commands and outputs. Commands that run go on.',
    tags: TAGS,
    answers: { 200: mapOf(integer(), { title: 'Response Clear All Bash Events' }) },
  };
  return Operation(inScope(operation, scope));
}
