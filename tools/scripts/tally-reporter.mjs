import { appendFileSync } from 'node:fs';

/** Jest reporter: adds one line of counts for each run to the file named by TEST_TALLY, for the sum at the end of CI. */
export default class TallyReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    // A suite that could not even be loaded has no failed test in it, but it did fail.
    appendFileSync(process.env.TEST_TALLY, `${numPassedTests} ${numFailedTests + numRuntimeErrorTestSuites}\n`);
  }
}
