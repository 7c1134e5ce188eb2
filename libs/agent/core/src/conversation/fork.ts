import { EventKind, EventSource, ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import {
  EventNotFoundError,
  eventOf,
  SetupPhase,
  type ConversationRecord,
  type CopiedEvents,
  type EventLog,
  type ForkOrigin,
} from '@openhands-nest/agent-ports';
import type { EngineOptions, ForkConversation } from '../engine.js';
import { utcTimestamp } from '../time.js';
import { withAbandoned } from '../view/branch.js';
import { EventTree, rangesOf } from '../view/path-to-root.js';
import { withoutOwnState } from './mutable-settings.js';

/** A conversation that begins with the log of another: its record, and which events it takes over. */
export interface Fork {
  readonly record: ConversationRecord;
  readonly events: CopiedEvents;
}

/** Everything up to now, or the branch that ends in one event. @throws EventNotFoundError */
export async function forkOf(
  source: ConversationRecord,
  id: string,
  request: ForkConversation,
  options: EngineOptions,
): Promise<Fork> {
  const { fromEventId: eventId } = request;
  const record = copyOf(source, id, request, options);
  if (eventId === undefined) {
    const ranges = source.lastSeq === 0 ? [] : ([[1, source.lastSeq]] as const);
    return { record, events: { conversationId: source.id, ranges } };
  }
  const tree = await EventTree.read(options.storage.events, source);
  if (!tree.has(eventId)) throw new EventNotFoundError(source.id, eventId);
  const path = tree.pathTo(eventId);
  return {
    record: {
      ...record,
      agentState: withAbandoned(record, []),
      lastSeq: path.size,
      leafEventId: eventId,
      lastUserMessageId: await lastUserMessageOn(path, source.id, options.storage.events),
    },
    events: { conversationId: source.id, ranges: rangesOf(path) },
  };
}

function copyOf(
  source: ConversationRecord,
  id: string,
  { title, tags, resetMetrics = true, fromEventId }: ForkConversation,
  { clock }: EngineOptions,
): ConversationRecord {
  const now = utcTimestamp(clock.now());
  const forkedFrom: ForkOrigin = {
    conversationId: source.id,
    ...(fromEventId === undefined ? {} : { eventId: fromEventId }),
  };
  // A fork is a person's own, also that of a sub-agent.
  const { subAgent: _, ...spec } = source.spec;
  const isSetUp = source.setup === SetupPhase.Done;
  return {
    ...source,
    id,
    title: title ?? null,
    createdAt: now,
    // Its events keep their times; later ones must not come before them.
    updatedAt: source.updatedAt !== null && source.updatedAt > now ? source.updatedAt : now,
    spec: { ...spec, tags: tags ?? {}, forkedFrom },
    executionStatus: ExecutionStatus.Idle,
    live: true,
    setup: isSetUp ? SetupPhase.Done : SetupPhase.Pending,
    runtimeStatus: isSetUp ? RuntimeStatus.Ready : RuntimeStatus.StartingRuntime,
    failure: null,
    metrics: resetMetrics ? {} : source.metrics,
    agentState: withoutOwnState(source),
  };
}

async function lastUserMessageOn(
  path: ReadonlySet<number>,
  conversationId: string,
  log: EventLog,
): Promise<string | null> {
  for (const seq of [...path].sort((one, other) => other - one)) {
    const [stored] = await log.read(conversationId, seq - 1, 1);
    if (stored?.kind === EventKind.Message && eventOf(stored).source === EventSource.User) return stored.id;
  }
  return null;
}
