import { ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { SetupPhase, type ConversationRecord } from '@openhands-nest/agent-ports';
import type { EngineOptions, StartChild } from '../engine.js';
import { utcTimestamp } from '../time.js';
import { mutableState } from './mutable-settings.js';

/** The record of a conversation that works like its parent, with a log and a task of its own. */
export function childOf(
  parent: ConversationRecord,
  id: string,
  { title, workspace, instructions }: StartChild,
  { clock }: EngineOptions,
): ConversationRecord {
  const { forkedFrom: _, replay: __, ...spec } = parent.spec;
  const allInstructions = [spec.instructions, instructions].filter(Boolean).join('\n\n');
  return {
    ...parent,
    id,
    title: title ?? null,
    createdAt: utcTimestamp(clock.now()),
    updatedAt: null,
    spec: {
      ...spec,
      workspace: workspace ?? spec.workspace,
      parentId: parent.id,
      ...(allInstructions && { instructions: allInstructions }),
    },
    executionStatus: ExecutionStatus.Idle,
    live: true,
    setup: SetupPhase.Pending,
    runtimeStatus: RuntimeStatus.StartingRuntime,
    failure: null,
    prNumbers: [],
    metrics: {},
    agentState: mutableState(parent),
    lastSeq: 0,
    leafEventId: null,
    lastUserMessageId: null,
  };
}
