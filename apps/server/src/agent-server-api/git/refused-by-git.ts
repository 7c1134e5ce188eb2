import { GitViewError } from '@openhands-nest/agent-workspace';
import { HttpProblem } from '../../http/problems.js';

/** A question that git cannot answer is a bad request. */
export function refusedByGit(error: unknown): never {
  if (error instanceof GitViewError) throw new HttpProblem(400, { detail: error.message });
  throw error;
}
