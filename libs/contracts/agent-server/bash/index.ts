export { ExecuteBashRequest } from './execute-bash-request.js';
export { ANY_BASH_EVENT, BashCommand, BashError, BashEventPage, BashOutput } from './bash-events.js';
export { BashEventSearchQuery, BashEventSortOrder, BashEventSortOrderModel } from './bash-event-query.js';
export {
  ApiBatchGetBashEvents,
  ApiClearBashEvents,
  ApiExecuteBashCommand,
  ApiGetBashEvent,
  ApiSearchBashEvents,
  ApiStartBashCommand,
  ApiStopBashCommand,
  BASH_EVENT_IDS,
} from './bash-operations.js';
