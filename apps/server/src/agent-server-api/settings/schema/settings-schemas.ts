import {
  ACPAgentSettings,
  AgentContext,
  ConversationSettings,
  LLM,
  LLMSummarizingCondenserSettings,
  OpenHandsAgentSettings,
  VerificationSettings,
  type SettingsFieldSchema,
  type SettingsSchema,
  type SettingsSectionSchema,
} from '@openhands-nest/contracts/agent-server';
import { fieldsOf, type ModelClass } from '@openhands-nest/contracts/schema';
import { describeField, type Place } from './describe-field.js';
import { AGENT_NOTES, CONVERSATION_NOTES } from './field-notes.js';

interface Section {
  readonly key: string;
  readonly label: string;
  readonly model: ModelClass;
  readonly prefix: string;
  readonly variant: string | null;
  /** Properties that the section shows; undefined for all. */
  readonly only?: readonly string[];
  /** Properties that it does not show. */
  readonly without?: readonly string[];
}

const OPENHANDS = 'openhands';

const AGENT_SECTIONS: readonly Section[] = [
  {
    key: 'general',
    label: 'General',
    model: OpenHandsAgentSettings,
    prefix: '',
    variant: OPENHANDS,
    only: [
      'agent',
      'tools',
      'enable_classify_and_switch_llm_tool',
      'active_meta_profile',
      'tool_concurrency_limit',
      'mcp_config',
      'persona',
    ],
  },
  {
    key: 'llm',
    label: 'LLM',
    model: LLM,
    prefix: 'llm.',
    variant: OPENHANDS,
    // Forms show one line for each setting, and have no way to show this one.
    without: ['fallback_strategy'],
  },
  {
    key: 'agent_context',
    label: 'Memory',
    model: AgentContext,
    prefix: 'agent_context.',
    variant: OPENHANDS,
    only: ['load_memory'],
  },
  {
    key: 'condenser',
    label: 'Condenser',
    model: LLMSummarizingCondenserSettings,
    prefix: 'condenser.',
    variant: OPENHANDS,
  },
  {
    key: 'verification',
    label: 'Verification',
    model: VerificationSettings,
    prefix: 'verification.',
    variant: OPENHANDS,
  },
  {
    key: 'acp',
    label: 'ACP (Agent Client Protocol)',
    model: ACPAgentSettings,
    prefix: '',
    variant: 'acp',
    only: [
      'acp_server',
      'acp_command',
      'acp_args',
      'acp_model',
      'acp_session_mode',
      'acp_prompt_timeout',
      'acp_startup_timeout',
    ],
  },
];

const RUNTIME = [
  'default_runtime',
  'worktree_base',
  'worktree_base_ref',
  'worktree_branch_prefix',
  'container_memory',
  'container_cpus',
  'container_browser',
];

const OF_CONVERSATION = { model: ConversationSettings, prefix: '', variant: null };
const CONVERSATION_SECTIONS: readonly Section[] = [
  { ...OF_CONVERSATION, key: 'general', label: 'General', only: ['max_iterations'] },
  { ...OF_CONVERSATION, key: 'verification', label: 'Verification', only: ['confirmation_mode', 'security_analyzer'] },
  { ...OF_CONVERSATION, key: 'runtime', label: 'Runtime', only: RUNTIME },
];

/** What a form for agent settings shows. Read off the declarations, so that it cannot differ from what is accepted. */
export function agentSettingsSchema(): SettingsSchema {
  return { model_name: 'AgentSettings', sections: AGENT_SECTIONS.map((section) => describe(section, AGENT_NOTES)) };
}

export function conversationSettingsSchema(): SettingsSchema {
  const sections = CONVERSATION_SECTIONS.map((section) => describe(section, CONVERSATION_NOTES));
  return { model_name: 'ConversationSettings', sections };
}

/** A form's first section is there for every kind of agent, though its fields may not be. */
function describe(section: Section, notes: Place['notes']): SettingsSectionSchema {
  const { key, label, prefix, variant } = section;
  const place: Place = { prefix, section: key, sectionLabel: label, variant, notes };
  return { key, label, fields: fieldsIn(section, place), variant: key === 'general' ? null : variant };
}

function fieldsIn({ model, only, without = [] }: Section, place: Place): SettingsFieldSchema[] {
  const declared = [...fieldsOf(model).values()].filter(({ name }) => !without.includes(name));
  const shown = only ? declared.filter(({ name }) => only.includes(name)) : declared;
  return shown.map((field) => describeField(field, place));
}
