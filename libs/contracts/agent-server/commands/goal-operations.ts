import { Operation, ref, Success, text } from '@openhands-nest/contracts/schema';
import { StartGoalRequest } from './goal-requests.js';

const CONVERSATION = { conversation_id: text({ format: 'uuid' }) };
const TAGS = ['Conversations'];
const NOT_FOUND = 'Item not found';
const BUSY = 'Conversation run or goal loop is already running';

/** POST /api/conversations/{conversation_id}/goal */
export function ApiStartGoal(): MethodDecorator {
  return Operation({
    id: 'start_goal_in_conversation_api_conversations__conversation_id__goal_post',
    summary: 'Start Goal In Conversation',
    description: 'Have the agent work on an objective, run by run, until a judge finds it reached. A message ends it.',
    tags: TAGS,
    path: CONVERSATION,
    body: StartGoalRequest,
    answers: { 200: ref(Success), 400: 'The objective is empty', 404: NOT_FOUND, 409: BUSY },
  });
}

/** POST /api/conversations/{conversation_id}/goal/stop */
export function ApiStopGoal(): MethodDecorator {
  return Operation({
    id: 'stop_goal_in_conversation_api_conversations__conversation_id__goal_stop_post',
    summary: 'Stop Goal In Conversation',
    description: 'End the work on the goal, if there is any. A run that is active goes on.',
    tags: TAGS,
    path: CONVERSATION,
    answers: { 200: ref(Success), 404: NOT_FOUND },
  });
}

/** POST /api/conversations/{conversation_id}/goal/resume */
export function ApiResumeGoal(): MethodDecorator {
  return Operation({
    id: 'resume_goal_in_conversation_api_conversations__conversation_id__goal_resume_post',
    summary: 'Resume Goal In Conversation',
    description: 'Go on with the goal that was interrupted last.',
    tags: TAGS,
    path: CONVERSATION,
    answers: { 200: ref(Success), 400: 'There is no interrupted goal', 404: NOT_FOUND, 409: BUSY },
  });
}
