import { HttpProblem } from '../../http/problems.js';

/** Settings that were encrypted with another key count as a login that failed, as in 0.53. @throws HttpProblem 401 */
export async function inAppForm<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof HttpProblem) || typeof error.body === 'string') throw error;
    if (typeof error.body.detail !== 'string') throw error;
    throw new HttpProblem(error.status === 409 ? 401 : error.status, { error: error.body.detail });
  }
}
