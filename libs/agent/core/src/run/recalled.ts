import type { TextContent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, MessageRole } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord, MessageRecall, Recalled } from '@openhands-nest/agent-ports';
import type { Change, EventDraft } from '../journal/draft.js';

/** Where it is kept what has been recalled already. */
const STATE_KEY = 'recalled';

interface RecallState {
  /** Names of skills that came with messages. */
  readonly skills: readonly string[];
  /** Names of rules that came with observations. */
  readonly rules: readonly string[];
  /** Ids of messages that came before anything could be recalled for them. */
  readonly waiting: readonly string[];
}

const NOTHING: RecallState = { skills: [], rules: [], waiting: [] };

export function recallStateOf({ agentState }: ConversationRecord): RecallState {
  return { ...NOTHING, ...(agentState[STATE_KEY] as Partial<RecallState> | undefined) };
}

/** What is added to a message of a person, and the note that it was. */
export interface MessageAddition {
  readonly activated_skills: string[];
  readonly extended_content: TextContent[];
  readonly patch: Change['patch'];
}

export const NO_ADDITION: MessageAddition = { activated_skills: [], extended_content: [], patch: {} };

/** What of a recall is new. The suffix comes with every message. */
export function additionFor(record: ConversationRecord, { skills, suffix }: MessageRecall): MessageAddition {
  const state = recallStateOf(record);
  const added = skills.filter(({ name }) => !state.skills.includes(name));
  const names = added.map(({ name }) => name);
  return {
    activated_skills: names,
    extended_content: textParts([...added.map(({ text }) => text), ...(suffix ? [suffix] : [])]),
    patch: added.length > 0 ? patched(record, { ...state, skills: [...state.skills, ...names] }) : {},
  };
}

/** Nothing can be recalled yet: it is made up for before the model sees the message. */
export function additionLater(record: ConversationRecord, messageId: string): MessageAddition {
  const state = recallStateOf(record);
  return { ...NO_ADDITION, patch: patched(record, { ...state, waiting: [...state.waiting, messageId] }) };
}

/** Makes up for messages that came too early: what they call for follows in a message of its own. */
export function madeUp(record: ConversationRecord, messageIds: readonly string[], recall: MessageRecall): Change {
  const { activated_skills, extended_content, patch } = additionFor(record, recall);
  const state = recallStateOf({ ...record, ...patch });
  const waiting = state.waiting.filter((id) => !messageIds.includes(id));
  return {
    events: extended_content.length > 0 ? [followUp(activated_skills, extended_content)] : [],
    patch: patched(record, { ...state, waiting }),
  };
}

/** The rules that an observation brings up for the first time. */
export function newRules(record: ConversationRecord, rules: readonly Recalled[]): readonly Recalled[] {
  const known = recallStateOf(record).rules;
  return rules.filter(({ name }) => !known.includes(name));
}

export function withRules(record: ConversationRecord, rules: readonly Recalled[]): ConversationRecord['agentState'] {
  if (rules.length === 0) return record.agentState;
  const state = recallStateOf(record);
  return patched(record, { ...state, rules: [...state.rules, ...rules.map(({ name }) => name)] }).agentState;
}

export function textParts(texts: readonly string[]): TextContent[] {
  return texts.map((text) => ({ cache_prompt: false, type: 'text', text }));
}

function patched(
  { agentState }: ConversationRecord,
  state: RecallState,
): { agentState: ConversationRecord['agentState'] } {
  return { agentState: { ...agentState, [STATE_KEY]: state } };
}

function followUp(skills: readonly string[], content: readonly TextContent[]): EventDraft {
  return {
    kind: EventKind.Message,
    source: EventSource.Environment,
    llm_message: { role: MessageRole.User, content: [], thinking_blocks: [] },
    activated_skills: [...skills],
    extended_content: [...content],
  };
}
