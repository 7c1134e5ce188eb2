import { basename } from 'node:path';
import type { LegacyDraft } from './legacy-event.js';

/** What is known of a conversation beside its log, and does not change with it. */
export interface ProjectionContext {
  /** ISO 8601 in UTC with `Z`. */
  readonly createdAt: string;
  /** Directory in which the agent works. */
  readonly workingDirectory: string;
  readonly repository: string | undefined;
  readonly branch: string | undefined;
  readonly instructions: string | undefined;
}

const QUERY_CHARS = 50;

/** The question for the context of the workspace, which the first message brings up. */
export function recallAction(query: string): LegacyDraft {
  return {
    source: 'user',
    message: `recall: ${query.slice(0, QUERY_CHARS)}`,
    body: { action: 'recall', args: { recall_type: 'workspace_context', query, thought: '' } },
  };
}

/** Its answer. @param timestamp of the message, UTC */
export function recallObservation(context: ProjectionContext, cause: number, timestamp: string): LegacyDraft {
  const { workingDirectory, repository, branch, instructions } = context;
  const extras = {
    recall_type: 'workspace_context',
    repo_name: repository ?? '',
    repo_directory: repository === undefined ? '' : basename(workingDirectory),
    repo_branch: branch ?? '',
    repo_instructions: '',
    runtime_hosts: {},
    additional_agent_instructions: '',
    date: timestamp.slice(0, 'yyyy-mm-dd'.length),
    custom_secrets_descriptions: {},
    conversation_instructions: instructions ?? '',
    working_dir: workingDirectory,
    microagent_knowledge: [],
  };
  const text = 'The context of the workspace was added.';
  return { source: 'environment', message: text, cause, body: { observation: 'recall', content: text, extras } };
}
