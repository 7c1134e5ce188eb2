/** What the critic of the OpenHands project was trained to find, in the order of its probabilities, behind `success`. */
export const CRITIC_LABELS = {
  sentiment_labels: ['sentiment_positive', 'sentiment_neutral', 'sentiment_negative'],
  agent_issue_labels: [
    'misunderstood_intention',
    'did_not_follow_instruction',
    'insufficient_analysis',
    'insufficient_clarification',
    'improper_tool_use_or_setup',
    'loop_behavior',
    'insufficient_testing',
    'insufficient_debugging',
    'incomplete_implementation',
    'file_management_errors',
    'scope_creep',
    'risky_actions_or_permission',
    'other_agent_issue',
  ],
  infra_labels: ['infrastructure_external_issue', 'infrastructure_agent_caused_issue'],
  user_followup_labels: [
    'clarification_or_restatement',
    'correction',
    'direction_change',
    'vcs_update_requests',
    'progress_or_scope_concern',
    'frustration_or_complaint',
    'removal_or_reversion_request',
    'other_user_issue',
  ],
} as const;

/** The label of the score itself. */
export const SUCCESS_LABEL = 'success';
/** Labels of moods begin with it. */
export const SENTIMENT = 'sentiment_';
/** Known labels that say nothing about the work. */
export const CONTEXT_LABELS: readonly string[] = ['user_goal_summary', 'overall_sentiment'];
/** A user label beside those of the training. */
export const FOLLOW_UP_TIMING = 'follow_up_timing';
