import { InvalidRequestError } from '@openhands-nest/agent-ports';
import { TaskType, type ProviderType } from '@openhands-nest/contracts/vocabulary';
import { gitWording, type GitWording } from './git-wording.js';

/** A task that a git host suggested and a person picked. Names as on the wire. */
export interface SuggestedTask {
  readonly git_provider: ProviderType;
  readonly task_type: TaskType;
  /** `owner/name`. */
  readonly repo: string;
  /** Number of the issue, or of the pull or merge request. */
  readonly issue_number: number;
  readonly title: string;
}

type TaskSteps = (task: SuggestedTask, words: GitWording) => readonly string[];

const STEPS: Readonly<Record<TaskType, TaskSteps>> = {
  [TaskType.MergeConflicts]: (task, words) => [
    `The ${requestName(task, words)} in ${task.repo} has merge conflicts. Resolve them.`,
    `Look up its source and its target branch, fetch both and check the source branch out.`,
    'Merge the target branch and settle each conflict so that the intent of both sides is kept; read the history where it is not plain.',
    `Run the tests, commit the merge and push it to the same branch. Do not open another ${words.request}.`,
  ],
  [TaskType.FailingChecks]: (task, words) => [
    `The ${requestName(task, words)} in ${task.repo} has failing checks. Make them pass.`,
    `Look up its branch and check it out. Read the ${words.checks} of its newest commit, with their logs, to find what fails.`,
    'Reproduce each failure here, fix its cause rather than the check, and run the same command again.',
    'Commit and push to the same branch. Wait for the new results, and go on until they pass or only failures remain that this change cannot have caused; name those.',
  ],
  [TaskType.UnresolvedComments]: (task, words) => [
    `The ${requestName(task, words)} in ${task.repo} has review comments that nobody has answered yet. Address them.`,
    `Look up its branch and check it out. Read all of its feedback: the description, the reviews, the comments on lines and the general ones, and which of them are resolved.`,
    'Make the change that each open comment asks for. Where you disagree or it is unclear, leave the code and say so in your report.',
    'Run the tests, then commit and push to the same branch. Do not mark comments as resolved.',
  ],
  [TaskType.OpenIssue]: (task, words) => [
    `Issue #${task.issue_number} ("${task.title}") in ${task.repo} is open. Solve it.`,
    'Read the issue with all its comments, and find the code that it is about.',
    'Create a branch of its own for it. Make the change, with a test that fails without it where the project has tests.',
    `Commit, push the branch and open a ${words.request} that explains the change and refers to issue #${task.issue_number}, so that merging closes it.`,
  ],
  [TaskType.OpenPr]: (task, words) => [
    `The ${requestName(task, words)} in ${task.repo} is open. Bring it to a state in which it can be merged.`,
    'Look up its branch and check it out. Read its description, its changes, the feedback and the results of its checks.',
    'Finish what is missing, fix what fails and address open feedback, without widening its scope.',
    'Run the tests, then commit and push to the same branch.',
  ],
  [TaskType.CreateMicroagent]: (task, words) => [
    `Write a microagent for ${task.repo}: a Markdown file in .openhands/microagents/ that tells agents what they have to know there. It is about: "${task.title}" (#${task.issue_number}).`,
    'Read the repository to learn the facts. Write down only what is true, specific to it and not plain from the code; keep it short.',
    'Begin the file with front matter (name, and `triggers` with keywords when it should apply only sometimes).',
    `Commit it on a branch of its own, push that branch and open a ${words.request}.`,
  ],
};

/**
 * The first message of a conversation about a suggested task.
 * @throws InvalidRequestError for a provider that has no repositories
 */
export function taskPrompt(task: SuggestedTask): string {
  const words = gitWording(task.git_provider);
  if (!words)
    throw new InvalidRequestError(
      `Tasks of the provider ${task.git_provider} are not supported. Use github, gitlab or bitbucket.`,
    );
  const [goal, ...steps] = STEPS[task.task_type](task, words);
  return [goal, '', ...steps.map((step, index) => `${index + 1}. ${step}`), '', accessNote(words)].join('\n');
}

function requestName(task: SuggestedTask, words: GitWording): string {
  return `${words.request} (${words.shortRequest}) ${words.mark}${task.issue_number} ("${task.title}")`;
}

function accessNote(words: GitWording): string {
  return `${words.host} is reached through ${words.apiHint}. The token is in the environment variable ${words.tokenVariable}; use it for git as well, and never print it or write it to a file.`;
}
