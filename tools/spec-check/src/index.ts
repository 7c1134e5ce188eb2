export { check, type CheckInput, type CheckResult } from './check.js';
export { compareWithReference, operationsOf, type Comparison } from './compare.js';
export { differencesBetween, type Difference } from './difference.js';
export { loadReferences, type Reference } from './reference.js';
