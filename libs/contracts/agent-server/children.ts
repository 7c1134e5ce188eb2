import { Field, Model, nullable, Operation, ref, text } from '@openhands-nest/contracts/schema';

const ISOLATIONS = ['worktree', 'shared'];

@Model()
export class StartChildConversationRequest {
  /** Its first message: all that it is told. */
  @Field(text({ minLength: 1 })) readonly task!: string;
  @Field(nullable(text())) readonly title?: string | null;
  /** worktree: in a git worktree of its own where the parent works in a repository. shared: in the parent's directory. */
  @Field(text({ enum: ISOLATIONS, default: 'worktree' })) readonly isolation!: string;
}

@Model()
export class StartChildConversationResponse {
  @Field(text({ format: 'uuid' })) readonly conversation_id!: string;
  @Field(text({ format: 'uuid' })) readonly parent_conversation_id!: string;
  /** Its execution status. */
  @Field(text()) readonly status!: string;
  @Field(nullable(text())) readonly title!: string | null;
  @Field(nullable(text())) readonly url!: string | null;
  /** Absolute path. */
  @Field(nullable(text())) readonly workspace!: string | null;
  /** What it got. */
  @Field(nullable(text({ enum: ISOLATIONS }))) readonly isolation!: string | null;
}

/** POST /api/conversations/{conversation_id}/children */
export function ApiStartChildConversation(): MethodDecorator {
  return Operation({
    id: 'start_child_conversation_api_conversations__conversation_id__children_post',
    summary: 'Start Child Conversation',
    description: 'Start a conversation with the settings of this one, on a task of its own.',
    tags: ['Conversations'],
    path: { conversation_id: text({ format: 'uuid' }) },
    body: StartChildConversationRequest,
    answers: { 201: ref(StartChildConversationResponse), 404: 'Parent conversation not found' },
  });
}
