import { appendFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Jest reporter for the sum at the end of CI: adds one line of counts for each run to the file named by TEST_TALLY, and the
 * names of tests that failed to the one beside it, named `<TEST_TALLY>.failed`.
 */
export default class TallyReporter {
  onTestResult(_test, { testFilePath, testExecError, testResults }) {
    const names = testResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    if (testExecError && names.length === 0) names.push('(could not be run)');
    const file = relative(join(import.meta.dirname, '../..'), testFilePath);
    for (const name of names) appendFileSync(`${process.env.TEST_TALLY}.failed`, `${file}: ${name}\n`);
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    // A suite that could not even be loaded has no failed test in it, but it did fail.
    appendFileSync(process.env.TEST_TALLY, `${numPassedTests} ${numFailedTests + numRuntimeErrorTestSuites}\n`);
  }
}
