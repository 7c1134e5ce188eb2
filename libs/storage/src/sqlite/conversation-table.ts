import type { ConversationPageQuery } from '@openhands-nest/agent-ports';
import type {
  ConversationRow,
  ConversationRowPage,
  Handlers,
  InputOf,
  ReadOperations,
  WriteOperations,
} from '../protocol/operations.js';
import { childrenOf } from './children.js';
import { Refusal } from '../protocol/refusal.js';
import type { ConversationColumns } from '../protocol/rows.js';
import { checkFence } from './check-fence.js';
import type { Connection } from './connection.js';
import { eventCopier } from './copy-events.js';
import { isDuplicateKey } from './duplicate-key.js';
import type { SpecColumns } from './schema.js';

type Writes = Pick<WriteOperations, 'createConversation' | 'forkConversation' | 'deleteConversation'>;
type Reads = Pick<
  ReadOperations,
  'findConversation' | 'listConversations' | 'countConversations' | 'listChildren' | 'listInterruptedConversations'
>;

export function conversationWrites(connection: Connection): Handlers<Writes> {
  const remove = removal(connection);
  const copy = eventCopier(connection);
  return {
    createConversation: ({ spec, ...row }) => createConversation(connection, row, spec),
    forkConversation: ({ row: { spec, ...row }, events }) => {
      createConversation(connection, row, spec);
      copy(row.id, events);
    },
    deleteConversation: ({ conversationId, fence }) => {
      const { builder } = connection;
      const found = connection.all(builder.selectFrom('conversations').select('id').where('id', '=', conversationId));
      if (found.length === 0) return false;
      remove(conversationId, fence);
      return true;
    },
  };
}

function createConversation(connection: Connection, row: ConversationColumns, spec: string): void {
  const { builder } = connection;
  const specRow: SpecColumns = { conversation_id: row.id, spec };
  try {
    connection.all(builder.insertInto('conversations').values(row));
    connection.all(builder.insertInto('conversation_specs').values(specRow));
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new Refusal('already_exists', `Conversation ${row.id} already exists.`, row.id);
  }
}

function removal(connection: Connection): (conversationId: string, fence: number) => void {
  const check = checkFence(connection);
  return (conversationId, fence) => {
    check(conversationId, fence);
    const { builder } = connection;
    connection.all(builder.deleteFrom('events').where('conversation_id', '=', conversationId));
    connection.all(builder.deleteFrom('bash_events').where('scope', '=', conversationId));
    connection.all(builder.deleteFrom('webhook_positions').where('conversation_id', '=', conversationId));
    connection.all(builder.deleteFrom('leases').where('conversation_id', '=', conversationId));
    connection.all(builder.deleteFrom('conversation_specs').where('conversation_id', '=', conversationId));
    connection.all(builder.deleteFrom('conversations').where('id', '=', conversationId));
  };
}

export function conversationReads(connection: Connection): Handlers<Reads> {
  const byId = connection.prepare<InputOf<'findConversation'>, ConversationRow>((given) =>
    rows(connection).where('conversations.id', '=', given.conversationId),
  );
  return {
    findConversation: (input) => byId.get(input),
    listConversations: (query) => listConversations(connection, query),
    countConversations: ({ executionStatus }) => countConversations(connection, executionStatus),
    listChildren: ({ parents }) => childrenOf(connection, parents),
    listInterruptedConversations: () => connection.all(interrupted(connection)),
  };
}

function rows({ builder }: Connection) {
  return builder
    .selectFrom('conversations')
    .innerJoin('conversation_specs', 'conversation_specs.conversation_id', 'conversations.id')
    .selectAll('conversations')
    .select('conversation_specs.spec');
}

function listConversations(connection: Connection, query: ConversationPageQuery): ConversationRowPage {
  const { limit, pageId, executionStatus, ascending } = query;
  const column = query.sort === 'updated_at' ? 'active_at' : 'created_at';
  const first = pageId === undefined ? undefined : placeOf(connection, pageId, column);
  const found = connection.all(
    rows(connection)
      .where('hidden', '=', 0)
      .$if(executionStatus !== undefined, (some) => some.where('execution_status', '=', executionStatus!))
      .$if(first !== undefined, (some) =>
        some.where((row) =>
          row(row.refTuple(column, 'conversations.id'), ascending ? '>=' : '<=', row.tuple(first!.moment, first!.id)),
        ),
      )
      .orderBy(column, ascending ? 'asc' : 'desc')
      .orderBy('conversations.id', ascending ? 'asc' : 'desc')
      .limit(limit + 1),
  );
  return { items: found.slice(0, limit), nextPageId: found[limit]?.id };
}

function placeOf(connection: Connection, id: string, column: 'created_at' | 'active_at') {
  const { builder } = connection;
  const query = builder
    .selectFrom('conversations')
    .select(['id', `${column} as moment`])
    .where('id', '=', id);
  return connection.all(query)[0];
}

function countConversations(connection: Connection, executionStatus: string | undefined): number {
  const count = connection.builder
    .selectFrom('conversations')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('hidden', '=', 0)
    .$if(executionStatus !== undefined, (some) => some.where('execution_status', '=', executionStatus as never));
  return Number(connection.all(count)[0]?.count ?? 0);
}

function interrupted(connection: Connection) {
  return rows(connection)
    .where('live', '=', 1)
    .where((row) => row.or([row('execution_status', '=', 'running'), row('setup', 'in', ['pending', 'running'])]))
    .orderBy('created_at')
    .orderBy('conversations.id');
}
