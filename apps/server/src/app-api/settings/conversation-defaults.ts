import type { CreateConversation } from '@openhands-nest/agent-core';
import type { ConfirmationPolicySpec } from '@openhands-nest/agent-ports';
import { ToolName, USUAL_TOOLS } from '@openhands-nest/contracts/vocabulary';
import type { Configuration } from '../../agent-server-api/settings/configuration.js';
import { chosenCondenserSize, chosenIterations, isCondenserOn } from './shown-settings.js';

/** As in 0.53: beyond that many events the older ones are summed up. */
const CONDENSER = { maxSize: 120, keepFirst: 4 };

/** Its frontend shows the page that the agent is on. */
const BROWSING = { tools: [...USUAL_TOOLS, ToolName.BrowserToolSet], browserPictures: true };

/** How the settings let a new conversation work. */
export type ConversationDefaults = Pick<
  CreateConversation,
  'confirmation' | 'securityAnalyzer' | 'condenser' | 'maxIterations' | 'maxBudget' | 'tools' | 'browserPictures'
>;

/** @param hasBrowser whether agents have one */
export function conversationDefaults(configuration: Configuration, hasBrowser: boolean): ConversationDefaults {
  const maxIterations = chosenIterations(configuration);
  const maxBudget = configuration.app?.max_budget_per_task;
  const maxSize = chosenCondenserSize(configuration) ?? CONDENSER.maxSize;
  return {
    confirmation: confirmationPolicy(configuration),
    ...(isAnalyzed(configuration) && { securityAnalyzer: { kind: 'LLMSecurityAnalyzer' } }),
    ...(isCondenserOn(configuration) && { condenser: { ...CONDENSER, maxSize } }),
    ...(maxIterations !== undefined && { maxIterations }),
    ...(maxBudget && { maxBudget }),
    ...(hasBrowser && BROWSING),
  };
}

/** The model rates its actions only where somebody has use for that. */
function isAnalyzed({
  conversationSettings: { confirmation_mode: isOn, security_analyzer: analyzer },
}: Configuration): boolean {
  return isOn && analyzer !== null;
}

/** With an analyzer only what it does not find harmless waits for approval. */
export function confirmationPolicy({ conversationSettings }: Configuration): ConfirmationPolicySpec {
  const { confirmation_mode: isOn, security_analyzer: analyzer } = conversationSettings;
  if (!isOn) return { kind: 'NeverConfirm' };
  return analyzer === null
    ? { kind: 'AlwaysConfirm' }
    : { kind: 'ConfirmRisky', threshold: 'MEDIUM', confirm_unknown: true };
}
