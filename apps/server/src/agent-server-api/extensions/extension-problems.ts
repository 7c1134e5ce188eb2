import { AlreadyInstalledError, FetchError, InvalidExtensionError } from '@openhands-nest/agent-extensions';
import { HttpProblem } from '../../http/problems.js';

/** What came of it; what kept an extension from being had becomes an answer. @throws HttpProblem 400, 409, 422 */
export async function orProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof FetchError) throw new HttpProblem(400, { detail: error.message });
    if (error instanceof AlreadyInstalledError) throw new HttpProblem(409, { detail: error.message });
    if (error instanceof InvalidExtensionError) throw new HttpProblem(422, { detail: error.message });
    throw error;
  }
}

/** @throws HttpProblem 404 */
export function installed<T>(found: T | undefined | false, sort: string, name: string): T {
  if (found === undefined || found === false)
    throw new HttpProblem(404, { detail: `${sort} '${name}' is not installed` });
  return found;
}
