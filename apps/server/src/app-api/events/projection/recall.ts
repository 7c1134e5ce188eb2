import { basename } from 'node:path';
import { instructionsIn, triggerOfRecalled } from '@openhands-nest/agent-extensions';
import { secretsIn } from '../../settings/secrets-section.js';
import type { ConfirmationPolicySpec } from '@openhands-nest/agent-ports';
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
  /** Which calls a person must approve until another policy is set, and whether an analyzer rates them. */
  readonly confirmation: ConfirmationPolicySpec;
  readonly isAnalyzed: boolean;
}

const QUERY_CHARS = 50;

export type RecallType = 'workspace_context' | 'knowledge';

/** A skill that came with a message, by its key word. */
export interface RecalledKnowledge {
  readonly name: string;
  readonly trigger: string;
  readonly content: string;
}

/** The question for what a message calls for; the first one brings the context of the workspace up. */
export function recallAction(query: string, type: RecallType): LegacyDraft {
  return {
    source: 'user',
    message: `recall: ${query.slice(0, QUERY_CHARS)}`,
    body: { action: 'recall', args: { recall_type: type, query, thought: '' } },
  };
}

/** The first question, which waits for its answer. */
export interface DueRecall {
  /** Its id. */
  readonly cause: number;
  /** Of the message, UTC. */
  readonly timestamp: string;
  /** What came with the message. */
  readonly knowledge: readonly RecalledKnowledge[];
}

/** Its answer for the first message. @param prompt part of the system prompt in which the conversation's own context stands */
export function recallObservation(
  { workingDirectory, repository, branch, instructions }: ProjectionContext,
  { cause, timestamp, knowledge }: DueRecall,
  prompt: string,
): LegacyDraft {
  const extras = {
    recall_type: 'workspace_context',
    repo_name: repository ?? '',
    repo_directory: repository === undefined ? '' : basename(workingDirectory),
    repo_branch: branch ?? '',
    repo_instructions: instructionsIn(prompt),
    runtime_hosts: {},
    additional_agent_instructions: '',
    date: timestamp.slice(0, 'yyyy-mm-dd'.length),
    custom_secrets_descriptions: secretsIn(prompt),
    conversation_instructions: instructions ?? '',
    working_dir: workingDirectory,
    microagent_knowledge: knowledge,
  };
  const text = 'The context of the workspace was added.';
  return { source: 'environment', message: text, cause, body: { observation: 'recall', content: text, extras } };
}

/** Its answer for later ones: knowledge alone. */
export function knowledgeObservation(knowledge: readonly RecalledKnowledge[], cause: number | undefined): LegacyDraft {
  const extras = {
    recall_type: 'knowledge',
    repo_name: '',
    repo_directory: '',
    repo_branch: '',
    repo_instructions: '',
    runtime_hosts: {},
    additional_agent_instructions: '',
    date: '',
    custom_secrets_descriptions: {},
    conversation_instructions: '',
    working_dir: '',
    microagent_knowledge: knowledge,
  };
  const text = `Knowledge was added: ${knowledge.map(({ name }) => name).join(', ')}.`;
  const body = { observation: 'recall', content: text, extras };
  return { source: 'environment', message: text, ...(cause !== undefined && { cause }), body };
}

/** What came with a message. @param texts one for each of the names, in their order; more may follow */
export function knowledgeOf(names: readonly string[], texts: readonly string[]): RecalledKnowledge[] {
  return names.map((name, index) => {
    const content = texts[index] ?? '';
    return { name, trigger: triggerOfRecalled(content), content };
  });
}
