import { Field, integer, listOf, Model, Operation, ref, text } from '@openhands-nest/contracts/schema';
import { SECURITY_SCHEME } from './document-outline.js';

const CONVERSATION = { conversation_id: text() };
const TAGGED = { path: CONVERSATION, security: SECURITY_SCHEME };

@Model()
export class MicroagentInput {
  @Field(text()) readonly name!: string;
  @Field(text()) readonly description!: string;
}

/** Knowledge that a conversation has: `repo` counts always, `knowledge` when a trigger occurs in a message. */
@Model()
export class ConversationMicroagent {
  @Field(text()) readonly name!: string;
  @Field(text({ enum: ['repo', 'knowledge'] })) readonly type!: 'repo' | 'knowledge';
  @Field(text()) readonly content!: string;
  @Field(listOf(text())) readonly triggers!: string[];
  @Field(listOf(ref(MicroagentInput))) readonly inputs!: MicroagentInput[];
  /** Names of the MCP servers that it brings. */
  @Field(listOf(text())) readonly tools!: string[];
}

@Model()
export class ConversationMicroagents {
  @Field(listOf(ref(ConversationMicroagent))) readonly microagents!: ConversationMicroagent[];
}

@Model()
export class RememberPromptQuery {
  /** Event around which there is something to be remembered. */
  @Field(integer()) readonly event_id!: number;
}

@Model()
export class RememberPrompt {
  @Field(text({ enum: ['success'] })) readonly status!: 'success';
  /** To be sent to an agent that is to write it down. */
  @Field(text()) readonly prompt!: string;
}

/** GET /api/conversations/{conversation_id}/microagents */
export function ApiGetMicroagents(): MethodDecorator {
  return Operation({
    ...TAGGED,
    id: 'get_microagents_api_conversations__conversation_id__microagents_get',
    summary: 'Get Microagents',
    description: 'The knowledge that the agent of a conversation has.',
    answers: { 200: ref(ConversationMicroagents), 404: 'The conversation does not exist or is not live' },
  });
}

/** GET /api/conversations/{conversation_id}/remember-prompt */
export function ApiGetRememberPrompt(): MethodDecorator {
  return Operation({
    ...TAGGED,
    id: 'get_prompt_api_conversations__conversation_id__remember_prompt_get',
    summary: 'Get Prompt',
    description: 'Have the model write down what is to be learned from what happened around an event.',
    query: RememberPromptQuery,
    answers: { 200: ref(RememberPrompt), 404: 'No such conversation', 502: 'The model did not answer' },
  });
}
