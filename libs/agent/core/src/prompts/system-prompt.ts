import { Isolation } from '@openhands-nest/agent-ports';
import { systemRules } from './system-rules.js';

/** What an agent has to know of the place it works in. */
export interface SystemPromptInput {
  /** Absolute path, as tools see it. */
  readonly workingDirectory: string;
  readonly repository?: string;
  /** Branch that is checked out. */
  readonly branch?: string;
  readonly now: Date;
  /** For example `Linux 6.1 (x64)`. */
  readonly operatingSystem: string;
  readonly isolation: Isolation;
  /** Who the agent is, in the place of what we say of that and of how it works. */
  readonly persona?: string;
  /** Stands for all that we tell every agent. */
  readonly systemPrompt?: string;
  /** What the person who opened the conversation wants to hold for all of it. */
  readonly instructions?: string;
  /** Whole sections from what the conversation brings with it: skills, instructions of its repository … */
  readonly sections?: readonly string[];
}

export interface SystemPrompt {
  /** The same for every conversation, so that providers can cache it. */
  readonly prompt: string;
  /** What differs between conversations; belongs behind the static part. */
  readonly dynamicContext: string;
}

const ISOLATION_NOTES: Readonly<Record<Isolation, string>> = {
  [Isolation.Bubblewrap]:
    'a sandbox: only the working directory and temporary files can be written, the rest of the system is read-only',
  [Isolation.Local]:
    'none: commands act directly on the machine of the server, so be careful outside the working directory',
};

/** The first message of every request to a model, in a part that never changes and one that does. */
export function systemPrompt(input: SystemPromptInput): SystemPrompt {
  return { prompt: input.systemPrompt ?? systemRules(input.persona), dynamicContext: dynamicContext(input) };
}

function dynamicContext(input: SystemPromptInput): string {
  return [
    `<environment>\n${environmentLines(input).join('\n')}\n</environment>`,
    ...section('conversation_instructions', input.instructions),
    ...(input.sections ?? []),
  ].join('\n\n');
}

function environmentLines(input: SystemPromptInput): string[] {
  return [
    `Working directory: ${input.workingDirectory}`,
    ...(input.repository ? [`Repository: ${input.repository}, whose clone is the working directory`] : []),
    ...(input.branch ? [`Branch: ${input.branch}`] : []),
    `Date: ${input.now.toISOString().slice(0, 10)} (UTC)`,
    `Operating system: ${input.operatingSystem}`,
    `Isolation: ${ISOLATION_NOTES[input.isolation]}`,
  ];
}

function section(tag: string, text: string | undefined): string[] {
  const content = text?.trim();
  return content ? [`<${tag}>\n${content}\n</${tag}>`] : [];
}
