import { budget, fc, runs } from '@openhands-nest/testing/properties';
import type { Judge } from './answer-problem.js';
import type { Operation } from './api-document.js';
import { requestsTo } from './requests-to.js';
import type { Values } from './values-of.js';

/** Requests to one operation, unless its time is over before; one in any case. */
const RUNS = 40;

/** Sends all sorts of requests to an operation. @param budgetMs milliseconds that they may take after the first. @throws for a wrong answer */
export async function askWhatever(judge: Judge, operation: Operation, values: Values, budgetMs: number): Promise<void> {
  let deadline = Infinity;
  const property = fc.asyncProperty(requestsTo(operation, values), async (request) => {
    if (performance.now() > deadline) return;
    const problem = await judge.problem(operation, request);
    if (problem !== undefined) throw new Error(`${operation.method} ${operation.path} ${problem}`);
    deadline = Math.min(deadline, performance.now() + budget(budgetMs));
  });
  await fc.assert(property, {
    numRuns: runs(RUNS),
    // What the server keeps has changed since: smaller requests would not be the same question.
    endOnFailure: true,
  });
}
