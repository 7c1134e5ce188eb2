/** What caused a conversation to be created. */
export const ConversationTrigger = {
  Resolver: 'resolver',
  Gui: 'gui',
  SuggestedTask: 'suggested_task',
  OpenhandsApi: 'openhands_api',
  Slack: 'slack',
  MicroagentManagement: 'microagent_management',
  Jira: 'jira',
  JiraDc: 'jira_dc',
  Linear: 'linear',
} as const;
export type ConversationTrigger = (typeof ConversationTrigger)[keyof typeof ConversationTrigger];
