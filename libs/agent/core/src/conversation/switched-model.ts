import type { ConversationRecord, LlmSettings } from '@openhands-nest/agent-ports';
import { combine, stateUpdate, type Change } from '../journal/draft.js';

/** Where the model is kept that took the place of the one of the creation. */
const STATE_KEY = 'llm';
/** Usage id of models whose description gives none: of agents that clients describe, and of the server's own. */
const DESCRIBED_USAGE = 'default';
const OWN_USAGE = 'agent';

/** A model that a conversation is switched to. */
export interface ModelChoice {
  readonly settings: LlmSettings;
  /** The description that clients are shown; holds no secrets. */
  readonly document: Readonly<Record<string, unknown>>;
}

interface SwitchedModel {
  readonly settings: Omit<LlmSettings, 'apiKey'>;
  readonly document: Readonly<Record<string, unknown>>;
  /** Name of its key among the secrets; undefined when it has none. */
  readonly key?: string;
}

/** The model that the conversation was switched to last; undefined: that of its creation. */
export function switchedModel({ agentState }: ConversationRecord): SwitchedModel | undefined {
  return agentState[STATE_KEY] as SwitchedModel | undefined;
}

/** How the model in force is called, its key aside; undefined: the server's own. */
export function modelSettings(record: ConversationRecord): Omit<LlmSettings, 'apiKey'> | undefined {
  return switchedModel(record)?.settings ?? record.spec.llm;
}

/** What clients are shown as the model; undefined when nobody described one. */
export function modelDocument(record: ConversationRecord): Readonly<Record<string, unknown>> | undefined {
  return (
    switchedModel(record)?.document ?? (record.spec.agent?.['llm'] as Readonly<Record<string, unknown>> | undefined)
  );
}

/** The id under which the calls of the agent's model are counted. */
export function usageIdOf(record: ConversationRecord): string {
  const document = modelDocument(record);
  if (!document) return OWN_USAGE;
  const id = document['usage_id'];
  return typeof id === 'string' && id !== '' ? id : DESCRIBED_USAGE;
}

/** The change to another model; `agent` is the agent as clients are shown it from then on. */
export function switchedChange(
  record: ConversationRecord,
  { settings: { apiKey: _, ...settings }, document }: ModelChoice,
  key: string | undefined,
  agentAfter: (record: ConversationRecord) => unknown,
): Change {
  const switched: SwitchedModel = { settings, document, ...(key === undefined ? {} : { key }) };
  const agentState = { ...record.agentState, [STATE_KEY]: switched };
  return combine({ patch: { agentState } }, { events: [stateUpdate('agent', agentAfter({ ...record, agentState }))] });
}
