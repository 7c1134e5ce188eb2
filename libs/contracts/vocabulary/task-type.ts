/** Kinds of tasks that a git host suggests. */
export const TaskType = {
  MergeConflicts: 'MERGE_CONFLICTS',
  FailingChecks: 'FAILING_CHECKS',
  UnresolvedComments: 'UNRESOLVED_COMMENTS',
  OpenIssue: 'OPEN_ISSUE',
  OpenPr: 'OPEN_PR',
  CreateMicroagent: 'CREATE_MICROAGENT',
} as const;
export type TaskType = (typeof TaskType)[keyof typeof TaskType];
