import { GitHostError, GitHostProblem } from '@openhands-nest/agent-ports';

/** What a host answers; undefined when it has nothing there. */
export async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitHostError && error.problem === GitHostProblem.NotFound) return undefined;
    throw error;
  }
}
