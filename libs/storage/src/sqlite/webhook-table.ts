import type { PendingConversation } from '@openhands-nest/agent-ports';
import type { Handlers, ReadOperations, WriteOperations } from '../protocol/operations.js';
import type { Connection } from './connection.js';

type Writes = Pick<WriteOperations, 'openWebhooks' | 'advanceWebhook' | 'addWebhookMessages' | 'removeWebhookMessage'>;
type Reads = Pick<ReadOperations, 'listPendingOfWebhook' | 'webhookPosition' | 'listWebhookMessages'>;

export function webhookWrites(connection: Connection): Handlers<Writes> {
  const { builder } = connection;
  return {
    openWebhooks: ({ webhooks }) => openWebhooks(connection, webhooks),
    advanceWebhook: ({ webhook, conversationId, position }) => {
      // One that was removed meanwhile leaves no trace.
      const row = builder
        .selectFrom('conversations')
        .select((row) => [row.val(webhook).as('webhook'), 'id', row.val(position).as('position')])
        .where('id', '=', conversationId);
      connection.all(
        builder
          .insertInto('webhook_positions')
          .columns(['webhook', 'conversation_id', 'position'])
          .expression(row)
          .onConflict((conflict) =>
            conflict
              .columns(['webhook', 'conversation_id'])
              .doUpdateSet({ position })
              .where('webhook_positions.position', '<', position),
          ),
      );
    },
    addWebhookMessages: ({ messages }) => {
      for (const { webhook, conversationId, path, body } of messages) {
        const row = { webhook, conversation_id: conversationId, path, body };
        connection.all(builder.insertInto('webhook_messages').values(row));
      }
    },
    removeWebhookMessage: ({ id }) => {
      connection.all(builder.deleteFrom('webhook_messages').where('id', '=', id));
    },
  };
}

export function webhookReads(connection: Connection): Handlers<Reads> {
  const { builder } = connection;
  return {
    listPendingOfWebhook: ({ webhook }) => listPending(connection, webhook),
    webhookPosition: ({ webhook, conversationId }) =>
      connection.all(
        builder
          .selectFrom('webhook_positions')
          .select('position')
          .where('webhook', '=', webhook)
          .where('conversation_id', '=', conversationId),
      )[0]?.position ?? 0,
    listWebhookMessages: ({ webhook, limit }) =>
      connection.all(
        builder
          .selectFrom('webhook_messages')
          .select(['id', 'webhook', 'conversation_id as conversationId', 'path', 'body'])
          .where('webhook', '=', webhook)
          .orderBy('id')
          .limit(limit),
      ),
  };
}

function openWebhooks(connection: Connection, names: readonly string[]): void {
  const { builder } = connection;
  const known = new Set(connection.all(builder.selectFrom('webhooks').select('name')).map(({ name }) => name));
  for (const name of known) {
    if (names.includes(name)) continue;
    connection.all(builder.deleteFrom('webhook_messages').where('webhook', '=', name));
    connection.all(builder.deleteFrom('webhook_positions').where('webhook', '=', name));
    connection.all(builder.deleteFrom('webhooks').where('name', '=', name));
  }
  for (const name of names.filter((candidate) => !known.has(candidate))) {
    connection.all(builder.insertInto('webhooks').values({ name }));
    // Conversations without a position are those that come later.
    const standing = builder
      .selectFrom('conversations')
      .select((row) => [row.val(name).as('webhook'), 'id', 'last_seq']);
    connection.all(
      builder.insertInto('webhook_positions').columns(['webhook', 'conversation_id', 'position']).expression(standing),
    );
  }
}

function listPending(connection: Connection, webhook: string): PendingConversation[] {
  const { builder } = connection;
  return connection.all(
    builder
      .selectFrom('conversations')
      .leftJoin('webhook_positions', (join) =>
        join.onRef('webhook_positions.conversation_id', '=', 'conversations.id').on('webhook', '=', webhook),
      )
      .select((row) => [
        'conversations.id as conversationId',
        row.fn.coalesce('webhook_positions.position', row.val(0)).as('position'),
        'conversations.last_seq as lastSeq',
      ])
      .where('conversations.hidden', '=', 0)
      .where((row) => row('conversations.last_seq', '>', row.fn.coalesce('webhook_positions.position', row.val(0))))
      .orderBy('conversations.created_at'),
  );
}
