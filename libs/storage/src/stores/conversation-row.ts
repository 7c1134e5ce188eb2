import type { ConversationEvent } from '@openhands-nest/contracts/events';
import type { ConversationPatch, ConversationRecord } from '@openhands-nest/agent-ports';
import type { ConversationRow } from '../protocol/operations.js';
import type { ConversationColumns } from '../protocol/rows.js';

export function rowOf(record: ConversationRecord): ConversationRow {
  return {
    id: record.id,
    created_at: record.createdAt,
    spec: JSON.stringify(record.spec),
    title: record.title,
    updated_at: record.updatedAt,
    active_at: record.updatedAt ?? record.createdAt,
    execution_status: record.executionStatus,
    live: Number(record.live),
    setup: record.setup,
    runtime_status: record.runtimeStatus,
    failure: record.failure,
    pr_numbers: JSON.stringify(record.prNumbers),
    metrics: JSON.stringify(record.metrics),
    agent_state: JSON.stringify(record.agentState),
    last_seq: record.lastSeq,
    leaf_event_id: record.leafEventId,
    last_user_message_id: record.lastUserMessageId,
    hidden: Number(record.spec.subAgent !== undefined),
  };
}

export function recordOf(row: ConversationRow): ConversationRecord {
  return {
    id: row.id,
    title: row.title,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    spec: JSON.parse(row.spec) as ConversationRecord['spec'],
    executionStatus: row.execution_status,
    live: row.live !== 0,
    setup: row.setup,
    runtimeStatus: row.runtime_status,
    failure: row.failure,
    prNumbers: JSON.parse(row.pr_numbers) as number[],
    metrics: JSON.parse(row.metrics) as ConversationRecord['metrics'],
    agentState: JSON.parse(row.agent_state) as ConversationRecord['agentState'],
    lastSeq: row.last_seq,
    leafEventId: row.leaf_event_id,
    lastUserMessageId: row.last_user_message_id,
  };
}

/** Columns that a patch and the events appended with it give a new value. A time in the patch goes before that of an event. */
export function changesOf(
  patch: ConversationPatch | undefined,
  events: readonly ConversationEvent[],
): Partial<ConversationColumns> {
  const updatedAt = patch?.updatedAt ?? newestTime(events);
  return {
    ...(patch && patchedColumns(patch)),
    ...(updatedAt !== undefined && { updated_at: updatedAt, active_at: updatedAt }),
  };
}

/** Events carry their time without an offset, records with `Z`; both are UTC. State updates are no activity. */
function newestTime(events: readonly ConversationEvent[]): string | undefined {
  const newest = events.findLast(({ kind }) => kind !== 'ConversationStateUpdateEvent');
  return newest && (newest.timestamp.endsWith('Z') ? newest.timestamp : `${newest.timestamp}Z`);
}

/** A member that is undefined stands for no change, as if it were absent. */
function patchedColumns(patch: ConversationPatch): Partial<ConversationColumns> {
  const columns: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(patch)) {
    const column = COLUMNS[member as keyof typeof COLUMNS] as PatchedColumn | undefined;
    if (column && value !== undefined) columns[column.name] = column.encode ? column.encode(value) : value;
  }
  return columns;
}

interface PatchedColumn {
  readonly name: keyof ConversationColumns;
  readonly encode?: (value: unknown) => unknown;
}

/** Column of each member of a patch; `updatedAt` is not among them, because it sets two. */
const COLUMNS = {
  title: { name: 'title' },
  executionStatus: { name: 'execution_status' },
  live: { name: 'live', encode: Number },
  setup: { name: 'setup' },
  runtimeStatus: { name: 'runtime_status' },
  failure: { name: 'failure' },
  prNumbers: { name: 'pr_numbers', encode: JSON.stringify },
  metrics: { name: 'metrics', encode: JSON.stringify },
  agentState: { name: 'agent_state', encode: JSON.stringify },
  leafEventId: { name: 'leaf_event_id' },
  lastUserMessageId: { name: 'last_user_message_id' },
} satisfies Record<Exclude<keyof ConversationPatch, 'updatedAt'>, PatchedColumn>;
