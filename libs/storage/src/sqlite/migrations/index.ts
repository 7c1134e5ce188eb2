import type { Migration } from 'kysely/migration';
import { initial } from './0001-initial.js';
import { bashEvents } from './0002-bash-events.js';
import { bashScopes } from './0003-bash-scopes.js';
import { webhooks } from './0004-webhooks.js';
import { subAgents } from './0005-sub-agents.js';
import { children } from './0006-children.js';
import { outboxLease } from './0007-outbox-lease.js';

/** Every change of the schema, oldest first by name. A released one is never edited: add the next number. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-bash-events': bashEvents,
  '0003-bash-scopes': bashScopes,
  '0004-webhooks': webhooks,
  '0005-sub-agents': subAgents,
  '0006-children': children,
  '0007-outbox-lease': outboxLease,
};
