import type { ConfirmationPolicySpec, ConversationRecord, SecurityAnalyzerSpec } from '@openhands-nest/agent-ports';
import { stateUpdate, type Change } from '../journal/draft.js';
import type { ConversationChange } from '../engine.js';
import { ACP_MODEL_KEY, ACP_STATE_KEY } from '../acp/acp-state.js';
import { wireAnalyzer } from '../security/wire-analyzer.js';
import { HOOK_STATE_KEY } from '../hooks/hook-state.js';
import { TASKS_STATE_KEY } from '../sub-agents/task-registry.js';

/** Where changes of what a conversation was created with are kept. */
const CONFIRMATION = 'confirmation_policy';
const ANALYZER = 'security_analyzer';
const TAGS = 'tags';
const BUDGET = 'max_budget';
/** See switched-model. */
const MODEL = 'llm';

/** The policy in force: that of the creation until another one is set. */
export function confirmationOf({ agentState, spec }: ConversationRecord): ConfirmationPolicySpec {
  return (agentState[CONFIRMATION] as ConfirmationPolicySpec | undefined) ?? spec.confirmation;
}

/** The analyzer in force; undefined when nobody judges calls. */
export function analyzerOf({ agentState, spec }: ConversationRecord): SecurityAnalyzerSpec | undefined {
  const changed = agentState[ANALYZER] as SecurityAnalyzerSpec | null | undefined;
  return changed === undefined ? spec.securityAnalyzer : (changed ?? undefined);
}

/** US dollars that the conversation may cost; undefined: any. */
export function budgetOf({ agentState, spec }: ConversationRecord): number | undefined {
  return (agentState[BUDGET] as number | undefined) ?? spec.maxBudget;
}

export function tagsOf({ agentState, spec }: ConversationRecord): Readonly<Record<string, string>> {
  return (agentState[TAGS] as Record<string, string> | undefined) ?? spec.tags;
}

/** The state that a fork takes over: tags are given to it anew, sub-agents go on working for one conversation only, and so does a program. */
export function withoutOwnState({ agentState }: ConversationRecord): ConversationRecord['agentState'] {
  const own = [TAGS, BUDGET, HOOK_STATE_KEY, TASKS_STATE_KEY, ACP_STATE_KEY];
  return Object.fromEntries(Object.entries(agentState).filter(([key]) => !own.includes(key)));
}

/** What has been changed of a conversation since its creation, for one that is to work like it. */
export function mutableState({ agentState }: ConversationRecord): ConversationRecord['agentState'] {
  const names = [CONFIRMATION, ANALYZER, TAGS, MODEL, ACP_MODEL_KEY];
  return Object.fromEntries(names.flatMap((name) => (name in agentState ? [[name, agentState[name]]] : [])));
}

/** The change with the events that tell of it; a title is told by none, as in the protocol. */
export function settingsChange(record: ConversationRecord, change: ConversationChange): Change {
  const { title, tags, confirmation, securityAnalyzer, prNumber, maxBudget } = change;
  const changed = {
    ...(tags && { [TAGS]: tags }),
    ...(confirmation && { [CONFIRMATION]: confirmation }),
    ...(securityAnalyzer !== undefined && { [ANALYZER]: securityAnalyzer }),
  };
  return {
    events: Object.entries({ ...changed, ...(securityAnalyzer && { [ANALYZER]: wireAnalyzer(securityAnalyzer) }) }).map(
      ([key, value]) => stateUpdate(key, value),
    ),
    patch: {
      ...(title === undefined ? {} : { title }),
      ...(prNumber === undefined ? {} : { prNumbers: [...new Set([...record.prNumbers, prNumber])] }),
      agentState: { ...record.agentState, ...changed, ...(maxBudget !== undefined && { [BUDGET]: maxBudget }) },
    },
  };
}
