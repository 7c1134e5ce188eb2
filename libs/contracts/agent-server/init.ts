import {
  anyObject,
  Field,
  integer,
  listOf,
  mapOf,
  Model,
  nullable,
  Operation,
  ref,
  text,
} from '@openhands-nest/contracts/schema';

const SECRET = text({ format: 'password' });
const PATH = text({ format: 'path' });

/** What a server that waits lacks. What is left out stays as the environment has it. */
@Model({ additionalProperties: false })
export class InitRequest {
  @Field(nullable(listOf(text()), { description: 'Keys that open the server from now on.' }))
  readonly session_api_keys?: string[] | null;
  @Field(nullable(SECRET, { description: 'Encrypts secrets at rest.' })) readonly secret_key?: string | null;
  @Field(nullable(listOf(SECRET), { description: 'What was encrypted under these is encrypted anew.' }))
  readonly previous_secret_keys?: string[] | null;
  @Field(nullable(PATH, { description: 'Where everything is kept.' })) readonly conversations_path?: string | null;
  @Field(nullable(PATH, { description: 'Not used: commands are kept with everything else.' }))
  readonly bash_events_dir?: string | null;
  @Field(nullable(PATH, { description: 'Not used: working trees are kept with everything else.' }))
  readonly conversation_worktree_root?: string | null;
  @Field(nullable(listOf(anyObject()), { description: 'As in OH_WEBHOOKS.' }))
  readonly webhooks?: Record<string, unknown>[] | null;
  @Field(nullable(text({ description: 'Where clients reach the server, unless it is known already.' })))
  readonly web_url?: string | null;
  @Field(nullable(listOf(text()), { description: 'Further web origins that may call the server.' }))
  readonly allow_cors_origins?: string[] | null;
  @Field(nullable(integer({ minimum: 1 }), { description: 'Not used: runs are not limited in number.' }))
  readonly max_concurrent_runs?: number | null;
  @Field(nullable(mapOf(text()), { description: 'Environment variables of the server, before it starts.' }))
  readonly env?: Record<string, string> | null;
  @Field(nullable(anyObject(), { description: 'Not used: nothing is reported to anybody.' }))
  readonly telemetry?: Record<string, unknown> | null;
}

export const INIT_STATES = ['dormant', 'initializing', 'ready'] as const;

/** How far a server is that waits for its configuration. */
@Model()
export class InitStatus {
  @Field(text({ enum: INIT_STATES })) readonly state!: (typeof INIT_STATES)[number];
  @Field(nullable(text({ description: 'Why the last configuration could not be used.' })))
  readonly error!: string | null;
}

const TAGS = ['Init'];
const NOT_WAITING = 'This server does not wait for its configuration';

/** GET /api/init */
export function ApiInitStatus(): MethodDecorator {
  return Operation({
    id: 'get_init_status_api_init_get',
    summary: 'Get Init Status',
    description: 'Whether a server that waits for its configuration has got it. Open to everybody.',
    tags: TAGS,
    answers: { 200: ref(InitStatus), 404: NOT_WAITING },
  });
}

/** POST /api/init */
export function ApiInitialize(): MethodDecorator {
  return Operation({
    id: 'initialize_server_api_init_post',
    summary: 'Initialize Server',
    description: 'Gives a server that waits its configuration, once. The header X-Init-API-Key carries its secret key.',
    tags: TAGS,
    body: InitRequest,
    answers: {
      200: ref(InitStatus),
      400: 'It has its configuration already',
      401: 'The key is another one',
      404: NOT_WAITING,
      500: 'It cannot start with this configuration, and waits for another one',
    },
  });
}
