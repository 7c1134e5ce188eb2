import type { CriticResult, CriticSpec } from '@openhands-nest/agent-ports';

/** What is judged. */
export interface Work {
  /** Whether the agent says that it is done. */
  readonly finished: boolean;
  /** Whether anything has changed in the repository that it works in. */
  readonly hasChanges: () => Promise<boolean>;
}

/** Judges by the facts that the critic looks at. */
export async function judge({ kind }: CriticSpec, { finished, hasChanges }: Work): Promise<CriticResult> {
  if (kind === 'PassCritic') return { score: 1, message: 'This critic is content with everything.' };
  if (!(await hasChanges())) return { score: 0, message: 'Nothing has changed in the repository.' };
  if (kind === 'EmptyPatchCritic') return { score: 1, message: 'Files of the repository have changed.' };
  if (!finished) return { score: 0, message: 'Files have changed, but the agent has not finished.' };
  return { score: 1, message: 'The agent has finished, and files of the repository have changed.' };
}
