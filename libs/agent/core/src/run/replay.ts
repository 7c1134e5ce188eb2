import type { ConversationRecord, Llm, ReplayStep } from '@openhands-nest/agent-ports';
import type { RunContext } from './run-context.js';

/** Where the number of recorded steps already taken is kept. */
const STATE_KEY = 'replay';

/** How many recorded steps have been taken. */
export function replayPosition(record: ConversationRecord): number {
  const position = record.agentState[STATE_KEY];
  return typeof position === 'number' ? position : 0;
}

/** The next recorded step, if the conversation replays and is not through. */
export function nextReplayStep(record: ConversationRecord): ReplayStep | undefined {
  return record.spec.replay?.[replayPosition(record)];
}

/** The agent state once that many recorded steps are taken; unchanged where nothing is (any longer) replayed. */
export function atReplayPosition(record: ConversationRecord, position: number): ConversationRecord['agentState'] {
  return nextReplayStep(record) ? { ...record.agentState, [STATE_KEY]: position } : record.agentState;
}

/** What answers the next step: the recording while it lasts, then the model. */
export function modelFor({ journal, createReplay, llm }: RunContext): Llm {
  const { spec } = journal.record;
  return createReplay(spec.replay ?? [], replayPosition(journal.record), llm);
}
