import { SettingProminence } from '@openhands-nest/contracts/agent-server';

/** What a form shows of a setting besides what its declaration says. */
export interface FieldNote {
  readonly label?: string;
  readonly description?: string;
  /** Default: minor. */
  readonly prominence?: SettingProminence;
  /** Keys, or `key=value`, that make it matter. */
  readonly dependsOn?: readonly string[];
  readonly choices?: readonly string[];
}

const { Critical: critical, Major: major } = SettingProminence;

const ON_CONDENSER = ['condenser.enabled'];
const ON_CRITIC = ['verification.critic_enabled'];
const ON_REFINEMENT = ['verification.critic_enabled', 'verification.enable_iterative_refinement'];
const IN_WORKTREE = ['default_runtime=worktree'];
const IN_CONTAINER = ['default_runtime=docker'];

/** By key. */
export const AGENT_NOTES: Readonly<Record<string, FieldNote>> = {
  agent: { description: 'Kind of agent.', prominence: major },
  tools: { description: 'Tools that the agent has. Empty for none; unset for the usual ones.', prominence: major },
  enable_classify_and_switch_llm_tool: { label: 'Choose models by task' },
  active_meta_profile: { label: 'Meta-profile', description: 'Rules by which the model for a task is found.' },
  tool_concurrency_limit: {
    label: 'Parallel tool calls',
    description: 'How many tools of one step may run side by side.',
    prominence: major,
  },
  mcp_config: { label: 'MCP servers', description: 'Servers whose tools the agent may use.' },
  persona: { description: 'Who the agent is, in a few sentences.' },
  'llm.model': { description: 'Name of the model, as provider/model.', prominence: critical },
  'llm.api_key': { label: 'API key', description: "The provider's key.", prominence: critical },
  'llm.provider_connection_id': {
    label: 'Provider connection',
    description: 'Takes key and address from a connection that several profiles share.',
    prominence: major,
  },
  'llm.auth_type': { label: 'Authentication', description: 'By key, or by a subscription.', prominence: critical },
  'llm.subscription_vendor': {
    label: 'Subscription',
    prominence: critical,
    dependsOn: ['llm.auth_type'],
    choices: ['openai'],
  },
  'llm.base_url': { label: 'Base URL', description: 'Address of a server of your own.', prominence: major },
  'llm.num_retries': { label: 'Attempts', description: 'Attempts of one call, in total.' },
  'llm.timeout': { description: 'Seconds without a sign of life after which a call counts as failed.' },
  'llm.temperature': { description: 'From 0, the most predictable, upward. Unset leaves it to the provider.' },
  'llm.max_output_tokens': { description: 'Longest reply, in tokens.' },
  'llm.input_cost_per_token': { description: 'US dollars. Overrides the price list.' },
  'llm.output_cost_per_token': { description: 'US dollars. Overrides the price list.' },
  'llm.reasoning_effort': { description: 'How long the model may think before it answers.' },
  'agent_context.load_memory': {
    label: 'Persistent memory',
    description: 'Gives the agent its notes from earlier conversations.',
    prominence: major,
  },
  'condenser.condenser_kind': { choices: ['llm_summarizing', 'no_op'] },
  'condenser.enabled': {
    label: 'Condense long histories',
    description: 'Summarizes old events when a conversation grows long.',
    prominence: critical,
  },
  'condenser.max_size': { description: 'Events after which the history is condensed.', dependsOn: ON_CONDENSER },
  'condenser.max_tokens': { description: 'Tokens after which the history is condensed.', dependsOn: ON_CONDENSER },
  'condenser.keep_first': { description: 'First events that are always kept.', dependsOn: ON_CONDENSER },
  'condenser.minimum_progress': { dependsOn: ON_CONDENSER },
  'condenser.hard_context_reset_max_retries': { dependsOn: ON_CONDENSER },
  'condenser.hard_context_reset_context_scaling': { dependsOn: ON_CONDENSER },
  'verification.critic_enabled': {
    label: 'Critic',
    description: 'Lets a second model judge the work.',
    prominence: critical,
  },
  'verification.critic_mode': { description: 'When the critic judges.', dependsOn: ON_CRITIC },
  'verification.enable_iterative_refinement': {
    label: 'Refine until good',
    description: 'Starts over while the critic is not content.',
    prominence: critical,
    dependsOn: ON_CRITIC,
  },
  'verification.critic_threshold': { description: 'Score that is good enough.', dependsOn: ON_REFINEMENT },
  'verification.max_refinement_iterations': { dependsOn: ON_REFINEMENT },
  'verification.critic_server_url': { label: 'Critic server URL', dependsOn: ON_CRITIC },
  'verification.critic_model_name': { dependsOn: ON_CRITIC },
  'verification.critic_api_key': { label: 'Critic API key', prominence: critical, dependsOn: ON_CRITIC },
};

export const CONVERSATION_NOTES: Readonly<Record<string, FieldNote>> = {
  max_iterations: { description: 'Steps after which a run stops.', prominence: major },
  confirmation_mode: { description: 'Asks before risky actions are carried out.', prominence: critical },
  security_analyzer: {
    description: 'Who judges the risk of an action.',
    prominence: major,
    dependsOn: ['confirmation_mode'],
    choices: ['llm', 'none'],
  },
  default_runtime: { description: 'Where new conversations work.', prominence: major },
  worktree_base: { label: 'Worktrees begin at', prominence: major, dependsOn: IN_WORKTREE },
  worktree_base_ref: {
    label: 'Ref',
    description: 'A branch, a tag or a commit.',
    prominence: major,
    dependsOn: [...IN_WORKTREE, 'worktree_base=ref'],
  },
  worktree_branch_prefix: { label: 'Branch name prefix', prominence: major, dependsOn: IN_WORKTREE },
  container_memory: { description: 'Such as 512m or 4g.', prominence: major, dependsOn: IN_CONTAINER },
  container_cpus: { label: 'Container CPUs', prominence: major, dependsOn: IN_CONTAINER },
  container_browser: { label: 'Browser in containers', prominence: major, dependsOn: IN_CONTAINER },
};
