import { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { gitWording } from './git-wording.js';

/** Asks for a microagent: a file of knowledge about a repository. Names as on the wire. */
export interface MicroagentRequest {
  /** `owner/name`. */
  readonly repo: string;
  readonly git_provider?: ProviderType | null;
  readonly title?: string | null;
}

/** First message of a conversation that writes a microagent. `userMessage` says what it has to contain. */
export function microagentPrompt(request: MicroagentRequest, userMessage?: string): string {
  const words = gitWording(request.git_provider ?? ProviderType.Github) ?? gitWording(ProviderType.Github);
  const wish = [request.title, userMessage]
    .map((text) => text?.trim())
    .filter(Boolean)
    .join('\n\n');
  return [
    `Add a microagent to the repository ${request.repo}: a Markdown file in .openhands/microagents/ with knowledge for agents that will work there.`,
    ...(wish
      ? ['What it has to contain:', wish]
      : ['Choose what an agent most needs to know there and cannot see at once.']),
    'Check each fact against the repository, keep the file short, and begin it with front matter (name, and `triggers` with keywords when it should apply only sometimes). If a file on the subject exists, improve that one.',
    `When it is ready, commit it on a branch of its own, push and open a ${words?.request} on ${words?.host}. The token is in the environment variable ${words?.tokenVariable}; never print it.`,
  ].join('\n\n');
}
